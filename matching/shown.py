"""Matches ready for a page: entries, cards and reasons, in a number of statements that never depends on how many."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from matching.choices import SHOWN, Decision, Group
from matching.facts import CIPHER
from matching.models import Match, Source
from matching.scoring.entries import DEMAND, EVENT, LISTING, OFFER
from matching.sentences import sentences
from search.cards import completed
from search.models import Document

FIRST = 3
"""Matches of each entry on the page of all."""
COLUMNS = ("pk", "source", "target", "group", "reasons", "first_seen_at", "decision", "put_off_until")
NEW_FOR = 7  # days


@dataclass(frozen=True, slots=True)
class Shown:
    """One match as a page shows it."""

    pk: int
    document: Document
    reasons: list[str]
    is_new: bool
    decision: str
    put_off_until: date | None
    can_enquire: bool

    @property
    def is_accepted(self) -> bool:
        """Whether the organisation has called it interesting."""
        return self.decision == Decision.ACCEPTED


@dataclass(frozen=True, slots=True)
class Shelf:
    """The matches of one kind."""

    group: Group
    rows: list[Shown]


@dataclass(frozen=True, slots=True)
class Own:
    """An own entry with its matches."""

    source: Source
    shelves: list[Shelf]
    number: int

    @property
    def url(self) -> str:
        """The page of all its matches."""
        return reverse("matches_of", args=[self.source.document.kind, self.source.document.object_id])

    @property
    def side(self) -> str:
        """Offer, demand, or empty for the organisation itself."""
        facets = self.source.document.facets
        return next((code for code in (OFFER, DEMAND) if f"kind:{code}" in facets), "")


def sources_of(owners: Collection[int]) -> list[Source]:
    """The entries of these organisations that have matches: demands, offers, then the organisations; one statement."""
    rows = Source.objects.filter(owner_id__in=owners).select_related("document")
    rows = rows.defer("document__terms", "document__embedding")
    order = {f"kind:{DEMAND}": 0, f"kind:{OFFER}": 1}
    return sorted(rows, key=lambda row: (row.owner_id, _place(row, order), -row.document.published_at.timestamp()))


def _place(source: Source, order: dict[str, int]) -> int:
    return next((place for facet, place in order.items() if facet in source.document.facets), len(order))


def with_matches(
    sources: Sequence[Source], *, group: str = "", most: int | None = None, set_aside: bool = False
) -> list[Own]:
    """Each entry with its open matches, or those set aside, `most` of each kind; four statements."""
    matches = Match.objects.filter(source__in=[source.pk for source in sources]).with_decision().best_first()
    today = timezone.localdate()
    matches = matches.set_aside(today) if set_aside else matches.open(today)
    rows = list(matches.values_list(*COLUMNS, named=True))
    numbers = _numbers(rows)
    chosen = _chosen([row for row in rows if not group or row.group == group], None if set_aside else most)
    documents = _documents([row.target for row in chosen])
    found: dict[int, dict[Group, list[Shown]]] = {}
    for row in chosen:
        if document := documents.get(row.target):
            found.setdefault(row.source, {}).setdefault(Group(row.group), []).append(_shown(row, document))
    return [
        Own(source, [Shelf(kind, shown) for kind in Group if (shown := found.get(source.pk, {}).get(kind))],
            numbers.get(source.pk, 0))
        for source in sources
    ]  # fmt: skip


def _numbers(rows: Iterable[Any]) -> dict[int, int]:
    counted: dict[tuple[int, str], int] = {}
    for row in rows:
        counted[row.source, row.group] = counted.get((row.source, row.group), 0) + 1
    numbers: dict[int, int] = {}
    for (source, group), number in counted.items():
        numbers[source] = numbers.get(source, 0) + min(number, SHOWN[Group(group)])
    return numbers


def _chosen(rows: Iterable[Any], most: int | None) -> list[Any]:
    """The best of each kind of each entry, no more than are shown."""
    taken: dict[tuple[int, str], int] = {}
    chosen = []
    for row in rows:
        key = (row.source, row.group)
        limit = SHOWN[Group(row.group)] if most is None else min(most, SHOWN[Group(row.group)])
        if taken.get(key, 0) < limit:
            taken[key] = taken.get(key, 0) + 1
            chosen.append(row)
    return chosen


def _documents(ids: Collection[int]) -> dict[int, Document]:
    rows: QuerySet[Document] = Document.objects.with_ids(list(ids)).for_cards()
    return {document.pk: document for document in completed(rows)}


def _shown(row: Any, document: Document) -> Shown:
    return Shown(
        pk=row.pk,
        document=document,
        reasons=sentences(row.reasons),
        is_new=(timezone.now() - row.first_seen_at).days < NEW_FOR,
        decision=row.decision,
        put_off_until=row.put_off_until,
        can_enquire=document.kind != EVENT,
    )


def is_cipher(document: Document) -> bool:
    """Whether nobody may learn who stands behind it."""
    return document.kind == LISTING and CIPHER in document.facets
