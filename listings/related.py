"""Offers and demands beside others: those of an organisation, and those that are alike."""

from listings.models import Listing
from organisations.models import Organisation
from organisations.reference import capability_names
from search.cards import completed
from search.models import Document
from search.queries import DocumentQuerySet

GROUP = 3  # leading digits of the CPV that two entries share when they are alike


def documents_of(owner: Organisation, number: int) -> list[Document]:
    """The newest current offers and demands of an organisation, ready for cards; two queries."""
    return completed(_newest().filter(owner_id=owner.pk)[:number])


def newest_documents(direction: str, number: int) -> list[Document]:
    """The newest offers, or the newest demands, ready for cards; two queries."""
    return completed(_newest().with_facets({"kind": [direction]})[:number])


def similar_documents(entry: Listing, number: int) -> list[Document]:
    """Others of the same direction and of the same groups of products or services, ready for cards."""
    groups = similar_codes(entry)
    if not groups:
        return []
    alike = _newest().with_facets({"kind": [entry.direction], "cpv": groups})
    return completed(alike.exclude(object_id=entry.pk)[:number])


def similar_codes(entry: Listing) -> list[str]:
    """The groups that the entry's categories belong to, or their divisions where they are no finer."""
    known = capability_names()
    codes = {capability.code[:GROUP].ljust(8, "0") for capability in entry.capabilities.all()}
    return sorted(codes & known.keys())


def _newest() -> DocumentQuerySet:
    documents: DocumentQuerySet = Document.objects.of_kind(Listing.kind).for_cards()
    return documents.order_by("-published_at", "-id")
