"""Hard conditions: what no likeness outweighs."""

from datetime import date

from matching.scoring.entries import COMPANY, DEMAND, EVENT, INSTITUTION, OFFER, Entry

TARGETS = {
    DEMAND: {OFFER, COMPANY},
    OFFER: {DEMAND},
    "": {COMPANY, INSTITUTION, EVENT},
}
"""What each side is shown: offers and companies for a demand, demands for an offer, all else for organisations."""


def fits_at_all(source: Entry, target: Entry, today: date) -> bool:
    """Whether `target` may be shown for `source`: another organisation, valid, delivering, with what is required."""
    return (
        (target.side or target.kind) in TARGETS[source.side]
        and source.document_id != target.document_id
        and (source.owner_id is None or source.owner_id != target.owner_id)
        and _is_valid(source, today)
        and _is_valid(target, today)
        and _reaches(source, target)
        and _holds_what_is_needed(source, target, today)
    )


def delivered_to(source: Entry, target: Entry) -> frozenset[str]:
    """The regions in which the one needs it and to which the other delivers."""
    giver, taker = (source, target) if source.side != DEMAND else (target, source)
    return giver.delivery & wanted_in(taker)


def wanted_in(entry: Entry) -> frozenset[str]:
    """Where a demand is to be fulfilled: where it says, else where it is."""
    return entry.delivery or (frozenset({entry.region}) if entry.region else frozenset())


def _is_valid(entry: Entry, today: date) -> bool:
    return entry.last_day is None or entry.last_day >= today


def _reaches(source: Entry, target: Entry) -> bool:
    """A delivery area that was not told rules nothing out."""
    if DEMAND not in (source.side, target.side):
        return True
    giver, taker = (target, source) if source.side == DEMAND else (source, target)
    if giver.delivers_everywhere or taker.delivers_everywhere or not giver.delivery or not wanted_in(taker):
        return True
    return bool(giver.delivery & wanted_in(taker))


def _holds_what_is_needed(source: Entry, target: Entry, today: date) -> bool:
    giver, taker = (target, source) if source.side == DEMAND else (source, target)
    return all(code in giver.holds and ((until := giver.holds[code]) is None or until >= today) for code in taker.needs)
