"""Which entries have matches: the published ones of organisations that somebody acts for."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef

from accounts.jobs import defer_once
from matching.models import Source
from matching.scoring.entries import COMPANY, INSTITUTION, LISTING
from matching.tasks import refresh_organisation
from organisations.models import Membership
from search.models import Document

KINDS = (LISTING, COMPANY, INSTITUTION)


def has_readers() -> Any:
    """The condition that somebody acts for the owner of a document or a source."""
    return Exists(Membership.objects.filter(organisation=OuterRef("owner_id")))


def ask_for_matches(owner_id: int) -> None:
    """Let a worker find the matches of an organisation that has none yet, once however often it is asked for."""
    defer_once(refresh_organisation, queueing_lock=f"matches-{owner_id}", owner_id=owner_id)


def follow_documents(ids: Collection[int] | None = None, owner_id: int | None = None) -> None:
    """Make the sources fit the documents with these ids, those of one organisation, or all; two or three statements."""
    documents = Document.objects.filter(kind__in=KINDS)
    sources = Source.objects.all()
    if ids is not None:
        documents, sources = documents.filter(pk__in=ids), sources.filter(pk__in=ids)
    if owner_id is not None:
        documents, sources = documents.filter(owner_id=owner_id), sources.filter(owner_id=owner_id)
    sources.exclude(has_readers()).delete()
    sources.exclude(owner_id=F("document__owner_id")).delete()
    missing = documents.filter(has_readers()).exclude(Exists(Source.objects.filter(pk=OuterRef("pk"))))
    new = [Source(document_id=pk, owner_id=owner or 0) for pk, owner in missing.values_list("pk", "owner_id")]
    Source.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
