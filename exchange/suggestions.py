"""Whom a participant should meet: the matching compares what both offer and look for, and says why.

Public entries are compared as everywhere (`matching`); what somebody has typed only for the exchange counts by its
words. Partners from the other side of the border are preferred, as people come for whom they do not meet at home. All
is worked out once for each state of the documents and of the texts, and kept by the process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.faces import Face, Key, crowd_of
from exchange.models import Participant
from matching.scoring import Entry, compare, fits_at_all, score
from matching.scoring.entries import DEMAND, OFFER
from matching.scoring.score import ACROSS, IN_COMMON
from matching.sentences import sentences

MOST = 12
LEAST = 0.25
"""Lower than elsewhere: everybody is in the room, and one looks for the best of them."""
PARTNERS = 0.6
"""What two organisations that resemble each other count beside an offer that meets a demand."""
BOTH_WAYS = 0.25
"""Share of the second best that is added: who can also give something is worth more."""
OF_BOTH = IN_COMMON | {"distance", "serves", "responsible"}
"""Reasons that are true from either side."""
OF_THEM = OF_BOTH | {"certificate", "delivery", "needed_in"}
"""Those that can be said of who is suggested. Languages are the participants' own, not those of their companies."""
MOST_KEPT = 500
"""Lists of suggestions that a process keeps."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to meet; `side` says who offers ("offer": they, "demand": I), empty for partners."""

    participant_id: int
    value: float
    side: str
    reasons: tuple[Mapping[str, Any], ...]

    @property
    def sentences(self) -> list[str]:
        """The reasons in the reader's language."""
        leads = {OFFER: _("They offer what you are looking for."), DEMAND: _("They are looking for what you offer.")}
        return [*filter(None, [leads.get(self.side)]), *sentences(self.reasons)]


_found: dict[Key, list[Suggestion]] = {}


def suggestions_for(person: Participant, others: Sequence[Participant]) -> list[Suggestion]:
    """The best of these people, the best one first; the number of statements does not depend on how many they are.

    Needs organisation and booking of all of them.
    """
    crowd = crowd_of([person, *others])
    key = (person.pk, crowd.key)
    if key in _found:
        return _found[key]
    faces, is_complete = crowd.faces()
    rows = [found for other in others if (found := _best(faces[person.pk], faces[other.pk], other.pk))]
    best = sorted(rows, key=lambda row: (-row.value, row.participant_id))[:MOST]
    if is_complete:
        if len(_found) >= MOST_KEPT:
            _found.clear()
        _found[key] = best
    return best


def _best(mine: Sequence[Face], theirs: Sequence[Face], pk: int) -> Suggestion | None:
    rows = sorted(_pairs(mine, theirs), key=lambda row: -row[0])
    if not rows:
        return None
    value, side, reasons = rows[0]
    others = [row[0] for row in rows if row[1] != side]
    return Suggestion(pk, round(value + BOTH_WAYS * max(others, default=0.0), 4), side, reasons)


def _pairs(mine: Sequence[Face], theirs: Sequence[Face]) -> Iterator[tuple[float, str, tuple[Mapping[str, Any], ...]]]:
    today = timezone.localdate()
    for one, other in ((one.entry, other.entry) for one, other in product(mine, theirs) if one.may_fit(other)):
        # what a demand wants is always compared with what is offered, whoever asks
        is_turned = other.side == DEMAND and not one.side
        source, target = (other, one) if is_turned else (one, other)
        if not fits_at_all(source, target, today):
            continue
        evidence = compare(source, target, today)
        scored = score(source, target, evidence)
        value = (scored.value if source.side else scored.value * PARTNERS) + ACROSS * evidence.across
        if value >= LEAST and any(reason.code in IN_COMMON for reason in scored.reasons):
            told = OF_BOTH if is_turned else OF_THEM
            yield value, _side(one, other), tuple(row.as_data() for row in scored.reasons if row.code in told)


def _side(mine: Entry, theirs: Entry) -> str:
    if mine.side == DEMAND:
        return OFFER
    return DEMAND if theirs.side == DEMAND else ""
