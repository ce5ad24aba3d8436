"""What the roof reads."""

from datetime import datetime

from django.db.models import F

from listings.choices import Direction
from listings.models import Listing
from organisations.choices import Kind
from search.facets import cached_facet_counts
from search.models import Document


def newest_confirmed(number: int) -> list[Document]:
    """The companies and institutions whose facts were confirmed last; a query for each kind, by its index."""
    confirmed = Document.objects.for_cards().filter(confirmed_at__isnull=False)
    newest = confirmed.order_by(F("confirmed_at").desc(nulls_last=True), "-id")
    found = [document for kind in Kind for document in newest.of_kind(kind)[:number]]
    return sorted(found, key=_confirmed, reverse=True)[:number]


def _confirmed(document: Document) -> tuple[datetime | None, int]:
    return document.confirmed_at, document.pk


def published_counts() -> tuple[dict[str, int], dict[str, int]]:
    """How many entries there are of each kind, and how many companies in each region."""
    chosen = {"kind": [Kind.COMPANY.value]}
    counts = cached_facet_counts(Document.objects.all(), ["kind", "region"], chosen).counts
    kinds = counts["kind"]
    return {**kinds, Listing.kind: sum(kinds.get(code, 0) for code in Direction.values)}, counts["region"]
