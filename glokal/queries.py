"""What the roof reads."""

from django.db.models import Count

from organisations.choices import Kind
from search.models import Document


def newest_confirmed(number: int) -> list[Document]:
    """The companies and institutions whose facts were confirmed last."""
    entries = Document.objects.for_cards().filter(kind__in=Kind.values, confirmed_at__isnull=False)
    return list(entries.order_by("-confirmed_at", "-id")[:number])


def counts_by_kind() -> dict[str, int]:
    """How many entries of each kind are published."""
    rows = Document.objects.order_by().values("kind").annotate(number=Count("id"))
    return {row["kind"]: row["number"] for row in rows}
