"""Keeping the documents true to what is published."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import timedelta
from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

from search.bulk import collect
from search.models import Document, Rebuild, Word
from search.registry import source_of, sources
from search.tasks import index_documents
from search.version import new_index_version
from search.writing import document_of, words_of

BATCH = 500
TAKEN_UP_WITHIN = timedelta(days=1)
INDEX_LOCK = 4_021_868
"""Any number that nothing else in this database locks."""
FORGET_WORDS = """
    DELETE FROM search_word WHERE word NOT IN (SELECT word FROM ts_stat('SELECT terms FROM search_document'))
"""
KEYS = ["kind", "object_id"]
COLUMNS = [field.name for field in Document._meta.concrete_fields if field.name not in {"id", *KEYS}]

type Report = Callable[[str, int, int], None]
"""Called with kind, things done and things in all, after each batch."""


def index_later(*, kind: str, ids: Collection[int]) -> None:
    """Let a worker index these things when the running transaction is committed, and only then.

    Call it in every service that may change what a document shows, also for things that are no longer published.
    """
    source_of(kind)
    if collect(kind, ids):
        return
    for batch in batched(sorted(set(ids)), BATCH, strict=False):
        index_documents.defer(kind=kind, ids=list(batch))


def index_now(*, kind: str, ids: Collection[int]) -> None:
    """Write the documents of the published ones among `ids` and delete those of the others."""
    for batch in batched(sorted(set(ids)), BATCH, strict=False):
        with transaction.atomic():
            _index(kind, batch)


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
        _wait_for_other_writers()
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
            _index(kind, batch)
            Rebuild.objects.filter(kind=kind).update(last_id=batch[-1])
        done += len(batch)
        yield done, len(ids)
    stale = Document.objects.filter(kind=kind, indexed_at__lt=progress.started_at)
    # asks the source once more: what was published in the meantime stays
    index_now(kind=kind, ids=list(stale.values_list("object_id", flat=True)))
    Rebuild.objects.filter(kind=kind).delete()
    yield len(ids), len(ids)


def _index(kind: str, ids: Sequence[int]) -> None:
    _wait_for_other_writers()
    now = timezone.now()
    published = list(source_of(kind).documents(ids))
    documents = [document_of(kind, data, now) for data in published]
    Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=KEYS, update_fields=COLUMNS)
    found = [document.object_id for document in documents]
    Document.objects.filter(kind=kind, object_id__in=ids).exclude(object_id__in=found).delete()
    words = set().union(*map(words_of, published))
    Word.objects.bulk_create([Word(word=word) for word in sorted(words)], ignore_conflicts=True)
    new_index_version()


def _wait_for_other_writers() -> None:
    """One writer at a time, up to the end of its transaction.

    Otherwise a slow job could write what it read before a quick one read and wrote something newer.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INDEX_LOCK])
