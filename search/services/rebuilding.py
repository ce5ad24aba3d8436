"""Writing all documents anew."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

from search.models import Document, Rebuild
from search.registry import source_of, sources
from search.services.documents import BATCH, index, index_now
from search.version import new_index_version, wait_for_other_writers

TAKEN_UP_WITHIN = timedelta(days=1)
FORGET_WORDS = """
    DELETE FROM search_word WHERE word NOT IN (SELECT word FROM ts_stat('SELECT terms FROM search_document'))
"""

type Report = Callable[[str, int, int], None]
"""Called with kind, things done and things in all, after each batch."""


def rebuild(
    *, kind: str | None = None, batch_size: int = BATCH, restart: bool = False, report: Report | None = None
) -> None:
    """Write all documents anew, of one kind or of all, batch by batch; old ones are found until they are replaced.

    A run that was killed on the same day is taken up where it ended, unless `restart`. Raises UnknownKindError.
    """
    for source in [source_of(kind)] if kind else sources():
        for done, total in _rebuild_kind(source.kind, batch_size, restart):
            if report:
                report(source.kind, done, total)
    if not kind:
        _forget_what_is_gone()


def _forget_what_is_gone() -> None:
    """Delete documents of kinds that no app knows any more, and words that stand in no document."""
    with transaction.atomic():
        wait_for_other_writers()
        Document.objects.exclude(kind__in=[source.kind for source in sources()]).delete()
        new_index_version()
        with connection.cursor() as cursor:
            cursor.execute(FORGET_WORDS)


def _begin(kind: str, restart: bool) -> Rebuild:
    outdated = Rebuild.objects.filter(kind=kind)
    if not restart:
        outdated = outdated.filter(started_at__lt=timezone.now() - TAKEN_UP_WITHIN)
    outdated.delete()
    return Rebuild.objects.get_or_create(kind=kind, defaults={"started_at": timezone.now()})[0]


def _rebuild_kind(kind: str, batch_size: int, restart: bool) -> Iterator[tuple[int, int]]:
    """Yields how many things are done and how many there are."""
    progress = _begin(kind, restart)
    ids = sorted(source_of(kind).published_ids())
    left = [pk for pk in ids if pk > progress.last_id]
    done = len(ids) - len(left)
    for batch in batched(left, batch_size, strict=False):
        with transaction.atomic():
            index(kind, batch)
            Rebuild.objects.filter(kind=kind).update(last_id=batch[-1])
        done += len(batch)
        yield done, len(ids)
    stale = Document.objects.filter(kind=kind, indexed_at__lt=progress.started_at)
    # asks the source once more: what was published in the meantime stays
    index_now(kind=kind, ids=list(stale.values_list("object_id", flat=True)))
    Rebuild.objects.filter(kind=kind).delete()
    yield len(ids), len(ids)
