"""Many changes at once: their documents are written together at the end instead of by a job each."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_collected: ContextVar[dict[str, set[int]] | None] = ContextVar("collected", default=None)


@contextmanager
def indexed_together() -> Iterator[None]:
    """Within the block `index_later` only notes what changed; when it ends well, all of it is indexed at once.

    For loaders that run where nobody waits; the block belongs around the transaction.
    """
    token = _collected.set(defaultdict(set))
    try:
        yield
        noted = _collected.get() or {}
    finally:
        _collected.reset(token)
    from search.services import index_now  # noqa: PLC0415 - services call this module

    for kind, ids in noted.items():
        index_now(kind=kind, ids=ids)


def collect(kind: str, ids: Collection[int]) -> bool:
    """Note these for the end of the block; False outside of one."""
    collected = _collected.get()
    if collected is None:
        return False
    collected[kind].update(ids)
    return True
