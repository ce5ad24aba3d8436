"""The production code path from an entry to its matches: candidates, hard conditions, scores, groups."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from matching.candidates import targets_of
from matching.choices import KEPT, Decision, Group, Refusal
from matching.facts import entries_of, read_documents
from matching.models import Feedback
from matching.scoring import NO_TASTE, Entry, Score, Taste, compare, fits_at_all, score
from matching.scoring.entries import COMPANY, DEMAND, EVENT, INSTITUTION, OFFER
from matching.scoring.taste import taste_of
from search.models import Document

GROUPS: Mapping[tuple[str, str], Group] = {
    (DEMAND, OFFER): Group.OFFERS,
    (DEMAND, COMPANY): Group.COMPANIES,
    (OFFER, DEMAND): Group.DEMANDS,
    ("", COMPANY): Group.PARTNERS,
    ("", INSTITUTION): Group.INSTITUTIONS,
    ("", EVENT): Group.EVENTS,
}
"""By the sides of source and target; the kind stands for the side of what is no listing."""
LEAST: Mapping[Group, float] = {
    Group.OFFERS: 0.40,
    Group.COMPANIES: 0.40,
    Group.DEMANDS: 0.40,
    Group.PARTNERS: 0.35,
    Group.INSTITUTIONS: 0.25,
    Group.EVENTS: 0.06,
}
"""Scores below these are no matches: nothing is better than something that does not fit."""

GOOD: Mapping[Group, float] = {
    Group.OFFERS: 0.55,
    Group.COMPANIES: 0.55,
    Group.DEMANDS: 0.55,
    Group.PARTNERS: 0.60,
    Group.INSTITUTIONS: 2.0,
    Group.EVENTS: 0.30,
}
"""Scores from which members are told; of institutions never."""


@dataclass(frozen=True, slots=True)
class Found:
    """A target with its group and its score."""

    target: Entry
    group: Group
    score: Score


def found_for(document: Document, *, refused: Collection[Any] = ()) -> list[Found]:
    """The matches of one entry, the best of each group first, no more than are kept beside refused ones."""
    documents = [document, *read_documents(targets_of(document))]
    entries = entries_of(documents)
    source = entries.pop(document.pk)
    taste = taste_for([document.owner_id]).get(document.owner_id or 0, NO_TASTE)
    return best(source, entries.values(), taste, refused=refused)


def best(source: Entry, targets: Iterable[Entry], taste: Taste, *, refused: Collection[Any] = ()) -> list[Found]:
    """The best targets of each group, refused ones beside those that count."""
    today = timezone.localdate()
    rows = [found for target in targets if (found := pair(source, target, taste, today))]
    rows.sort(key=lambda row: (-row.score.value, -row.target.document_id))
    kept: list[Found] = []
    left = dict(KEPT)
    for row in rows:
        if left[row.group] > 0:
            kept.append(row)
            left[row.group] -= (row.target.kind, row.target.object_id) not in refused
    return kept


def pair(source: Entry, target: Entry, taste: Taste, today: date) -> Found | None:
    """How well one target fits; None when it does not fit, or nothing can be said for it in words."""
    if not fits_at_all(source, target, today):
        return None
    group = GROUPS[source.side, target.side or target.kind]
    scored = score(source, target, compare(source, target, today), taste)
    return Found(target, group, scored) if scored.reasons and scored.value >= LEAST[group] else None


def taste_for(owners: Sequence[int | None]) -> dict[int, Taste]:
    """What each organisation has said about earlier matches; one statement."""
    said: dict[int, list[Feedback]] = {}
    for row in Feedback.objects.filter(organisation__in=[pk for pk in owners if pk]):
        said.setdefault(row.organisation_id, []).append(row)
    return {owner: _taste(rows) for owner, rows in said.items()}


def _taste(rows: Sequence[Feedback]) -> Taste:
    def refused(*reasons: Refusal) -> list[Feedback]:
        return [row for row in rows if row.decision == Decision.DECLINED and row.refusal in reasons]

    return taste_of(
        [row.codes for row in rows if row.decision == Decision.ACCEPTED],
        [row.codes for row in refused(Refusal.THING)],
        too_far=[row.region for row in refused(Refusal.TOO_FAR) if row.region],
        not_them=[row.target_owner_id for row in refused(Refusal.PARTNER) if row.target_owner_id],
    )
