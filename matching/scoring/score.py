"""From evidence to one number and its reasons."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

from matching.scoring.entries import COMPANY, DEMAND, EVENT, INSTITUTION, LISTING, RESEARCHING, Entry
from matching.scoring.evidence import Evidence
from matching.scoring.taste import NO_TASTE, Taste
from matching.scoring.words import Found
from search.analysis.folding import fold

MOST_REASONS = 4
FIRST_IN_COMMON = 2
IN_COMMON = frozenset({"other_name", "words", "category", "process", "material", "meaning", "research"})
"""Reasons that speak of the thing itself."""
MOST_WORDS = 3

# how much each kind of evidence counts; see docs/matching.md for how they were found
MEANING, WORDS, WORDS_BACK, CATEGORY, TRADE = 0.45, 0.15, 0.10, 0.25, 0.05
ENOUGH = 0.5
"""Weight of evidence that is enough to judge by: a few words alone prove little."""
CATEGORIES: Mapping[int, float] = {8: 1.0, 7: 0.75, 6: 0.75, 5: 0.6, 4: 0.45, 3: 0.3, 2: 0.15}
"""What so many digits of the CPV in common say."""
WHOLE_TITLE = 0.6
"""Share of a title's words in the other text that says as much as all of them: nobody writes the same title."""
OTHER_MATERIAL, OTHER_PROCESS = 0.9, 0.9
"""What is left where both name a material or a process and not the same one."""

# soft conditions: shares of the score
NEAR, LANGUAGE, FRESH, ANSWERS, ACROSS = 0.05, 0.03, 0.04, 0.03, 0.10
RESPONSIBLE = 0.35
"""What a chamber or association is worth for an organisation of its region, whatever its texts say."""
RESEARCH = 0.05
KM = 60.0
"""Distance after which a third of the advantage of being near is left."""
DAYS = 120.0

# what is worth a sentence
CONFIRMED = frozenset({LISTING, COMPANY})
NEAR_KM = 80.0
FRESH_DAYS = 30
SHARED_DIGITS = 4
SAME_MEANING = 0.45
GOOD_SHARE = 0.7
RARE = 6.0
"""Rarity from which one word in common means something."""
LONG = 12
"""Letters from which a word that is in no list is hardly a word of everyday life."""
ALIKE = 5
"""Letters by which the forms of a name are told to be the same."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as data: what kind, its figures, and how much it weighs."""

    code: str
    figures: Mapping[str, Any]
    weight: float

    def as_data(self) -> dict[str, Any]:
        """As it is stored."""
        return {"code": self.code, **self.figures}


@dataclass(frozen=True, slots=True)
class Score:
    """How well a target fits, 0 to about 1, with its strongest reasons first."""

    value: float
    fit: float
    """The part that speaks of the thing itself, without distance, freshness and the like."""
    reasons: tuple[Reason, ...]


def score(source: Entry, target: Entry, evidence: Evidence, taste: Taste = NO_TASTE) -> Score:
    """Weigh the evidence; hard conditions are not asked again."""
    fit = _fit(source, target, evidence)
    value = fit * (1 + _soft(source, evidence)) * (1 + taste.of(target))
    return Score(round(value, 4), round(fit, 4), _strongest(_reasons(source, target, evidence)))


def _strongest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """What both have in common first, and room for what makes it easy: place, delivery, certificate, language."""
    found = sorted(reasons, key=lambda reason: -reason.weight)
    common = [reason for reason in found if reason.code in IN_COMMON]
    others = [reason for reason in found if reason.code not in IN_COMMON]
    left = MOST_REASONS - min(len(others), MOST_REASONS - FIRST_IN_COMMON)
    chosen = common[:left]
    return tuple(chosen + others[: MOST_REASONS - len(chosen)])


def _fit(source: Entry, target: Entry, evidence: Evidence) -> float:
    parts = [
        (WORDS, min(1.0, evidence.share / WHOLE_TITLE)),
        (WORDS_BACK, min(1.0, evidence.share_back / WHOLE_TITLE)),
        (TRADE, (bool(evidence.materials) + bool(evidence.processes)) / 2),
    ]
    # what one side has not said, or nobody has read yet, counts neither for nor against
    if source.codes and target.codes:
        parts.append((CATEGORY, CATEGORIES.get(evidence.digits, 0.0)))
    if evidence.meaning is not None:
        parts.append((MEANING, evidence.meaning))
    known = sum(weight for weight, _value in parts)
    fit = sum(weight * value for weight, value in parts) / max(known, ENOUGH)
    if source.is_listing and target.is_listing:
        fit *= 0.5 + 0.5 * evidence.type_fit
        fit *= OTHER_MATERIAL if evidence.other_material else 1.0
        fit *= OTHER_PROCESS if evidence.other_process else 1.0
    if target.kind == INSTITUTION:
        fit += RESPONSIBLE if _is_responsible(target, evidence) else 0.0
        fit += RESEARCH if target.type in RESEARCHING else 0.0
    return min(fit, 1.0)


def _is_responsible(target: Entry, evidence: Evidence) -> bool:
    return evidence.serves and not evidence.across and target.type == "chamber"


def _soft(source: Entry, evidence: Evidence) -> float:
    moved = LANGUAGE if evidence.languages else 0.0
    if evidence.distance_km is not None:
        moved += NEAR * exp(-evidence.distance_km / KM)
    if evidence.days_old is not None:
        moved += FRESH * exp(-max(evidence.days_old, 0) / DAYS)
    if evidence.answers:
        moved += ANSWERS * evidence.answers.share
    if source.prefers_other_side and evidence.across:
        moved += ACROSS
    return moved


def _reasons(source: Entry, target: Entry, evidence: Evidence) -> Iterator[Reason]:
    yield from _of_the_thing(evidence)
    yield from _of_the_place(source, target, evidence)
    if evidence.certificates:
        code, until = next(iter(evidence.certificates.items()))
        yield Reason("certificate", {"standard": code, "until": until.isoformat() if until else None}, 0.75)
    if evidence.languages and not target.is_cipher and (evidence.other_language or evidence.across):
        language = source.language if source.language in evidence.languages else min(evidence.languages)
        yield Reason("language", {"language": language}, 0.3)
    if evidence.answers and evidence.answers.share >= GOOD_SHARE and not target.is_cipher:
        figures = {"percent": round(evidence.answers.share * 100), "hours": round(evidence.answers.hours)}
        yield Reason("answers", figures, 0.25)
    if target.kind in CONFIRMED and evidence.days_old is not None and 0 <= evidence.days_old <= FRESH_DAYS:
        yield Reason("fresh", {"day": target.confirmed.isoformat() if target.confirmed else ""}, 0.15)
    if target.kind == INSTITUTION and target.type in RESEARCHING and (evidence.meaning or 0) >= SAME_MEANING:
        yield Reason("research", {}, 0.6)


def _of_the_thing(evidence: Evidence) -> Iterator[Reason]:
    found = sorted((*evidence.words, *evidence.words_back), key=lambda row: -row.word.rarity)
    if renamed := _best((row for row in found if row.name and not _is_part(row)), _pair):
        pairs = [[row.word.written, row.name] for row in renamed]
        yield Reason("other_name", {"pairs": pairs}, 0.9)
    if same := _best((row for row in found if _is_of_the_trade(row)), lambda row: row.quote.casefold()):
        yield Reason("words", {"words": [row.quote for row in same]}, 0.8)
    if evidence.digits >= SHARED_DIGITS:
        yield Reason("category", {"cpv": evidence.code}, 0.4 + evidence.digits / 20)
    if evidence.processes:
        yield Reason("process", {"processes": sorted(evidence.processes)[:MOST_WORDS]}, 0.65)
    if evidence.materials:
        yield Reason("material", {"materials": sorted(evidence.materials)[:MOST_WORDS]}, 0.6)
    if (evidence.meaning or 0) >= SAME_MEANING:
        weight = 0.7 if evidence.other_language else 0.45
        yield Reason("meaning", {"crosses": evidence.other_language}, weight)


def _pair(row: Found) -> frozenset[str]:
    """The same for a pair of names in whichever direction and form."""
    return frozenset(fold(name)[:ALIKE] for name in (row.word.written, row.name))


def _is_part(row: Found) -> bool:
    """Whether one of the two names is the other one and a word more: nobody needs to be told."""
    one, other = fold(row.word.written), fold(row.name)
    return one in other or other in one


def _is_of_the_trade(row: Found) -> bool:
    """Whether both say a word that the term list knows, or a rare long one: "mm" and "Partner" are no reason."""
    word = row.word
    known = bool(word.names) and not word.parts
    return row.strength == 1.0 and word.rarity >= RARE and (known or len(word.written) >= LONG)


def _best(rows: Iterator[Found], key: Any) -> list[Found]:
    """The rarest words, each once."""
    found: dict[str, Found] = {}
    for row in rows:
        found.setdefault(key(row), row)
    return list(found.values())[:MOST_WORDS]


def _of_the_place(source: Entry, target: Entry, evidence: Evidence) -> Iterator[Reason]:
    if target.kind == INSTITUTION and evidence.serves:
        weight = 0.95 if _is_responsible(target, evidence) else 0.55
        code = "responsible" if _is_responsible(target, evidence) else "serves"
        yield Reason(code, {"region": source.region}, weight)
    if target.kind == EVENT and target.first_day:
        yield Reason("event", {"day": target.first_day.isoformat()}, 0.5)
    if source.is_listing:
        yield from _of_the_delivery(source, evidence)
    if target.is_cipher:
        return
    if evidence.distance_km is not None and evidence.distance_km <= NEAR_KM:
        yield Reason("distance", {"km": max(1, round(evidence.distance_km))}, 0.5 - evidence.distance_km / 200)
    if source.prefers_other_side and evidence.across:
        yield Reason("across", {"country": target.country}, 0.7)


def _of_the_delivery(source: Entry, evidence: Evidence) -> Iterator[Reason]:
    if evidence.regions and not evidence.everywhere:
        code = "delivery" if source.side == DEMAND else "needed_in"
        yield Reason(code, {"region": min(evidence.regions)}, 0.35)
    elif evidence.everywhere and source.side == DEMAND:
        yield Reason("delivery", {"region": ""}, 0.3)
