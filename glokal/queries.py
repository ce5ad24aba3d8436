"""What the roof reads."""

from django.db.models import Count

from search.models import Document


def newest_confirmed(number: int) -> list[Document]:
    """The entries whose facts were confirmed last, of any kind."""
    return list(
        Document.objects.for_cards().filter(confirmed_at__isnull=False).order_by("-confirmed_at", "-id")[:number]
    )


def counts_by_kind() -> dict[str, int]:
    """How many entries of each kind are published."""
    rows = Document.objects.order_by().values("kind").annotate(number=Count("id"))
    return {row["kind"]: row["number"] for row in rows}
