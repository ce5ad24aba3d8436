"""What speaks for two entries: measured, not yet weighed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import hypot

from matching.scoring.conditions import delivered_to
from matching.scoring.entries import DEMAND, Answers, Entry
from matching.scoring.words import Found, found_in, share

DIGITS = (8, 7, 6, 5, 4, 3, 2)
DIVISION = 2
TYPES: Mapping[frozenset[str], float] = {
    frozenset({"service", "capacity"}): 0.9,
    frozenset({"product", "capacity"}): 0.8,
    frozenset({"product", "service"}): 0.5,
    frozenset({"cooperation", "service"}): 0.6,
    frozenset({"cooperation", "research"}): 0.6,
}
OTHER_TYPE = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One comparison; shares and likenesses lie between 0 and 1."""

    meaning: float | None = None
    """Product of the vectors; None while one of them is missing."""
    words: tuple[Found, ...] = ()
    """Words of the source's title that the target says."""
    words_back: tuple[Found, ...] = ()
    """Words of the target's title that the source says."""
    digits: int = 0
    """Leading digits of the CPV that both share."""
    code: str = ""
    """The narrowest category that both carry."""
    type_fit: float = 1.0
    materials: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    other_material: bool = False
    other_process: bool = False
    distance_km: float | None = None
    across: bool = False
    languages: frozenset[str] = frozenset()
    other_language: bool = False
    """Whether the texts were written in different languages."""
    regions: frozenset[str] = frozenset()
    """Where one needs it and the other delivers."""
    everywhere: bool = False
    certificates: Mapping[str, date | None] = field(default_factory=dict)
    """Those that are required and held."""
    serves: bool = False
    days_old: int | None = None
    answers: Answers | None = None
    share: float = 0.0
    share_back: float = 0.0


def compare(source: Entry, target: Entry, today: date) -> Evidence:
    """Everything that can be measured about two entries."""
    words, back = _title_words(source, target), _title_words(target, source)
    digits, code = _nearest_code(source, target)
    giver, taker = (target, source) if source.side == DEMAND else (source, target)
    return Evidence(
        meaning=_meaning(source, target),
        words=words,
        words_back=back,
        share=share(words),
        share_back=share(back),
        digits=digits,
        code=code,
        type_fit=_type_fit(source, target),
        materials=source.materials & target.materials,
        processes=source.processes & target.processes,
        other_material=_differ(source.materials, target.materials),
        other_process=_differ(source.processes, target.processes),
        distance_km=_distance(source, target),
        across=bool(source.country and target.country and source.country != target.country),
        languages=source.languages & target.languages,
        other_language=source.language != target.language,
        regions=delivered_to(source, target),
        everywhere=giver.delivers_everywhere,
        certificates={code: giver.holds[code] for code in sorted(taker.needs) if code in giver.holds},
        serves=bool(source.region and source.region in target.serves),
        days_old=(today - target.confirmed).days if target.confirmed else None,
        answers=target.answers,
    )


def _title_words(of: Entry, other: Entry) -> tuple[Found, ...]:
    return tuple(found_in(of.title_words, other.terms))


def _meaning(source: Entry, target: Entry) -> float | None:
    if source.vector is None or target.vector is None:
        return None
    return max(0.0, float(source.vector @ target.vector))


def _nearest_code(source: Entry, target: Entry) -> tuple[int, str]:
    """Of the categories that both carry the one with the most digits of its own."""
    common = source.codes & target.codes
    if not common:
        return 0, ""
    code = max(sorted(common), key=own_digits)
    exact = code in source.exact_codes and code in target.exact_codes
    return (8 if exact else min(own_digits(code), 7)), code


def own_digits(code: str) -> int:
    """How many digits of a CPV code say something: 44316000 has five; a division always two."""
    return max(len(code.rstrip("0")), DIVISION)


def _type_fit(source: Entry, target: Entry) -> float:
    if not (source.is_listing and target.is_listing) or source.type == target.type:
        return 1.0
    return TYPES.get(frozenset({source.type, target.type}), OTHER_TYPE)


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and one.isdisjoint(other))


def _distance(source: Entry, target: Entry) -> float | None:
    if source.place is None or target.place is None:
        return None
    return hypot(source.place[0] - target.place[0], source.place[1] - target.place[1])
