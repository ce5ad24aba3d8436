"""Offers and demands beside others: those of an organisation, and those that are alike."""

from listings.choices import Direction
from listings.cipher import CIPHER
from listings.models import Listing
from organisations.models import Organisation
from organisations.reference import capability_names
from search.cards import completed
from search.models import Document
from search.queries import DocumentQuerySet

ALIKE = (5, 4, 3)  # leading digits of the CPV that two entries share, the nearest first


def documents_of(owner: Organisation, number: int) -> list[Document]:
    """The newest current offers and demands of an organisation, ready for cards; two queries.

    Without its cipher demands, which nobody may find on its page or count there.
    """
    return completed(_newest().filter(owner_id=owner.pk).exclude(facets__contains=[CIPHER])[:number])


def newest_documents(number: int) -> dict[str, list[Document]]:
    """The newest so many demands and offers, by direction, ready for cards; three queries."""
    found = {code: list(_newest().with_facets({"kind": [code]})[:number]) for code in Direction.values}
    completed(document for documents in found.values() for document in documents)
    return found


def similar_documents(entry: Listing, number: int) -> list[Document]:
    """Others of the same direction, those with the nearest products or services first, ready for cards."""
    found: dict[int, Document] = {}
    for digits in ALIKE:
        codes = similar_codes(entry, digits)
        if len(found) < number and codes:
            alike = _newest().with_facets({"kind": [entry.direction], "cpv": codes})
            rows = alike.exclude(object_id__in=[entry.pk, *found])[: number - len(found)]
            found |= {document.object_id: document for document in rows}
    return completed(found.values())


def similar_codes(entry: Listing, digits: int = ALIKE[-1]) -> list[str]:
    """The wider categories that begin with the same digits as the entry's own."""
    known = capability_names()
    codes = {capability.code[:digits].ljust(8, "0") for capability in entry.capabilities.all()}
    return sorted(codes & known.keys())


def _newest() -> DocumentQuerySet:
    documents: DocumentQuerySet = Document.objects.of_kind(Listing.kind).for_cards()
    return documents.order_by("-published_at", "-id")
