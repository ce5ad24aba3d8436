"""When people cannot meet although they have not said so: what they have booked, or where they speak."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from bilingual.collation import sort_key
from events.choices import ItemType, State
from events.models import ItemBooking, ProgrammeItem
from exchange.models import Exchange, Participant, Slot

MEETINGS = ItemType.EXCHANGE
"""Who has booked the exchange itself is not away from it."""
type Span = tuple[datetime, datetime]


def busy_slots(exchange: Exchange) -> dict[int, set[int]]:
    """The slots in which each participant is elsewhere, beside those that the person has ticked; three statements.

    Booked programme items count, and those in which somebody of this name speaks; an item that is called off or that
    is the exchange itself does not. Nobody is elsewhere where the organiser lets people choose for themselves.
    """
    if not exchange.minds_programme:
        return {}
    slots = list(exchange.slots.in_use())
    spans = _booked(exchange)
    for person, found in _spoken(exchange).items():
        spans[person] += found
    return {person: slot_ids for person, found in spans.items() if (slot_ids := overlapping(slots, found))}


def overlapping(slots: Iterable[Slot], spans: Iterable[Span]) -> set[int]:
    """The ids of the slots that share time with one of the spans."""
    times = list(spans)
    return {slot.pk for slot in slots if any(slot.starts_at < end and start < slot.ends_at for start, end in times)}


def _elsewhere(exchange: Exchange, prefix: str = "") -> Q:
    own = Q(**{f"{prefix}type": MEETINGS}) | Q(**{f"{prefix}pk": exchange.item_id})
    return Q(**{f"{prefix}called_off_at": None}) & ~own


def _booked(exchange: Exchange) -> defaultdict[int, list[Span]]:
    rows = ItemBooking.objects.filter(
        _elsewhere(exchange, "item__"), state=State.CONFIRMED, registration__participant__exchange=exchange.pk
    )
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for person, start, end in rows.values_list("registration__participant", "item__starts_at", "item__ends_at"):
        found[person].append((start, end))
    return found


def _spoken(exchange: Exchange) -> dict[int, list[Span]]:
    """Speakers are no registrations: they are found by their name."""
    items = ProgrammeItem.objects.filter(_elsewhere(exchange), event=exchange.pk).exclude(speakers=None)
    columns = ("speakers__first_name", "speakers__last_name", "starts_at", "ends_at")
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for first, last, start, end in items.values_list(*columns):
        if first:
            spans[sort_key(f"{last} {first}", "de")].append((start, end))
    if not spans:
        return {}
    people = Participant.objects.filter(exchange=exchange.pk, registration__sort_key_de__in=spans)
    return {pk: spans[key] for pk, key in people.values_list("pk", "registration__sort_key_de")}
