"""Reading the documents' texts for their meaning: after the words, in jobs of their own, as it takes longer."""

from collections.abc import Collection, Sequence
from itertools import batched, islice

from django.db import transaction
from django.db.models import F

from search.followers import tell
from search.models import Document
from search.passages import passages
from search.registry import source_of, sources
from search.tasks import embed_documents
from search.version import new_index_version, wait_for_other_writers

JOB = 20
"""Documents of one job: some seconds of work."""
MOST_UNREAD = 20_000


def read_later(kind: str, ids: Collection[int]) -> None:
    """Let a worker read those of these documents whose passages have changed since they were read."""
    unread = Document.objects.of_kind(kind).unread().filter(object_id__in=ids)
    _defer(kind, sorted(unread.values_list("object_id", flat=True)))


def read_unread() -> int:
    """Let a worker read everything that waits, whatever became of its job; the number of documents."""
    unread = list(
        Document.objects.unread().order_by("kind", "object_id").values_list("kind", "object_id")[:MOST_UNREAD]
    )
    for kind in {source.kind for source in sources()} & dict(unread).keys():
        _defer(kind, [pk for of_kind, pk in unread if of_kind == kind])
    return len(unread)


def embed_now(*, kind: str, ids: Collection[int]) -> int:
    """Give the unread documents among `ids` their vectors; the number of them."""
    unread = set(Document.objects.of_kind(kind).unread().filter(object_id__in=ids).values_list("object_id", flat=True))
    if not unread:
        return 0
    with_title = source_of(kind).names_mean_something
    read = []
    for data in source_of(kind).documents(sorted(unread)):
        found = passages(data, with_title=with_title)
        vector = found.vector()
        read.append((data.object_id, found.fingerprint, None if vector is None else vector.tolist()))
    _write(kind, read)
    return len(read)


def _write(kind: str, read: Sequence[tuple[int, str, list[float] | None]]) -> None:
    with transaction.atomic():
        wait_for_other_writers()
        for object_id, mark, vector in read:
            # an edit meanwhile has other passages: it stays unread and has a job of its own
            document = Document.objects.of_kind(kind).filter(object_id=object_id, passages=mark)
            document.update(embedding=vector, embedded_passages=F("passages"))
        new_index_version()
        tell(kind, [object_id for object_id, _mark, _vector in read])


def _defer(kind: str, ids: Sequence[int]) -> None:
    for batch in batched(islice(ids, MOST_UNREAD), JOB, strict=False):
        embed_documents.defer(kind=kind, ids=list(batch))
