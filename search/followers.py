"""Apps higher in the house that follow when documents change: they register themselves."""

from collections.abc import Callable, Collection

type Follower = Callable[[str, Collection[int]], None]
"""Called with kind and ids of things, in the transaction that wrote or deleted their documents."""

_followers: list[Follower] = []


def register(follower: Follower) -> Follower:
    """Decorator: call this function whenever documents are new, changed, gone, or read for their meaning.

    What is new to read is told of when it has been read; a rebuild, which changes nothing, tells nobody.
    """
    _followers.append(follower)
    return follower


def tell(kind: str, ids: Collection[int]) -> None:
    """Let everything follow that stands on these documents."""
    if ids:
        for follower in _followers:
            follower(kind, ids)
