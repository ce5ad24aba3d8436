"""The page of a saved search: its list as it is now, with what is new marked."""

from dataclasses import dataclass

from alerts.lists import lists
from alerts.models import SavedSearch
from alerts.reasons import explainer
from search.cards import completed
from search.likely import PER_PAGE
from search.models import Document

MOST_NEW = 50


@dataclass(frozen=True, slots=True)
class New:
    """A new entry and why it fits."""

    document: Document
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a list."""

    new: list[New]
    known: list[Document]
    total: int


def shown_of(search: SavedSearch) -> Shown | None:
    """New entries with their reasons, and the first ones of the rest; None for a list that is no more."""
    kept = lists().get(search.list)
    if kept is None:
        return None
    filterset = kept.filterset(search.query)
    unseen = search.findings.unseen().filter(search=search)
    keys = set(unseen.order_by("-found_at", "-pk").values_list("kind", "object_id")[:MOST_NEW])
    new = [row for row in _of_keys(keys) if (row.kind, row.object_id) in keys]
    others = filterset.qs.exclude(pk__in=[row.pk for row in new])[:PER_PAGE]
    explaining = explainer(search.list, search.query)
    measured = completed(explaining.measured(sorted(new, key=lambda row: row.published_at, reverse=True)))
    return Shown(
        new=[New(row, explaining.reasons(row)) for row in measured],
        known=completed(others),
        total=filterset.total,
    )


def _of_keys(keys: set[tuple[str, int]]) -> list[Document]:
    kinds = {kind for kind, _pk in keys}
    return list(Document.objects.for_cards().filter(kind__in=kinds, object_id__in={pk for _kind, pk in keys}))
