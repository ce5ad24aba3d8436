"""Writing and deleting documents."""

from collections.abc import Collection, Sequence
from itertools import batched

from django.db import transaction
from django.utils import timezone

from search.bulk import collect
from search.followers import tell
from search.models import Document, Word
from search.registry import source_of
from search.services.meaning import read_later
from search.tasks import index_documents
from search.version import new_index_version, wait_for_other_writers
from search.writing import document_of, words_of

BATCH = 500
READ_LATER = {"embedding", "embedded_passages"}
KEYS = ["kind", "object_id"]
COLUMNS = [field.name for field in Document._meta.concrete_fields if field.name not in {"id", *KEYS, *READ_LATER}]


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
            index(kind, batch)
            # what is unread is told of by the job that reads it
            unread = Document.objects.of_kind(kind).unread().filter(object_id__in=batch)
            tell(kind, sorted(set(batch) - set(unread.values_list("object_id", flat=True))))


def index(kind: str, ids: Sequence[int]) -> None:
    """As `index_now`, for one batch within a transaction."""
    wait_for_other_writers()
    now = timezone.now()
    published = list(source_of(kind).documents(ids))
    documents = [document_of(kind, data, now) for data in published]
    Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=KEYS, update_fields=COLUMNS)
    found = [document.object_id for document in documents]
    Document.objects.filter(kind=kind, object_id__in=ids).exclude(object_id__in=found).delete()
    words = set().union(*map(words_of, published))
    Word.objects.bulk_create([Word(word=word) for word in sorted(words)], ignore_conflicts=True)
    read_later(kind, found)
    new_index_version()
