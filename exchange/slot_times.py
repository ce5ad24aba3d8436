"""Slots that fit into a block of time, with what stands in their way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format

from events.choices import ItemType
from events.models import ProgrammeItem
from exchange.models import Exchange, Slot

FOR_ALL = (ItemType.BREAK, ItemType.WELCOME)
"""Programme items at which everybody is; meetings do not take place meanwhile unless the organiser says so."""
MOST_SLOTS = 100
"""Of one exchange: five days of twenty."""


@dataclass(frozen=True, slots=True)
class Block:
    """Time for meetings of `minutes` with a pause after each."""

    starts_at: datetime
    ends_at: datetime
    minutes: int
    pause: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A slot that could be; `item` is a programme item for all at that time, `slot` one that there is already."""

    starts_at: datetime
    ends_at: datetime
    item: ProgrammeItem | None = None
    slot: Slot | None = None

    @property
    def key(self) -> str:
        """What stands in the form for it."""
        return self.starts_at.isoformat()

    @property
    def times(self) -> str:
        """ "09:00–09:20"."""
        return times_text(self.starts_at, self.ends_at)


def proposals(exchange: Exchange, block: Block) -> list[Proposal]:
    """The slots of a block in order, two statements; none of them overlaps another of the block."""
    items = list(exchange.event.items.filter(type__in=FOR_ALL, called_off_at=None))
    present = list(exchange.slots.in_use())
    found: list[Proposal] = []
    start, length = block.starts_at, timedelta(minutes=block.minutes)
    while start + length <= block.ends_at and len(found) < MOST_SLOTS:
        end = start + length
        found.append(Proposal(start, end, _in_the_way(items, start, end), _in_the_way(present, start, end)))
        start = end + timedelta(minutes=block.pause)
    return found


def _in_the_way[Timed: (ProgrammeItem, Slot)](rows: Iterable[Timed], start: datetime, end: datetime) -> Timed | None:
    return next((row for row in rows if row.starts_at < end and start < row.ends_at), None)


def times_text(start: datetime, end: datetime) -> str:
    """From and until by the clock of the place."""
    first, last = (time_format(timezone.localtime(moment), "H:i") for moment in (start, end))
    return f"{first}–{last}"


def slot_choices(exchange: Exchange, slots: Iterable[Slot]) -> list[tuple[int, str]]:
    """Slots to choose from; the day is said where the slots lie on several, or the event has several."""
    rows = list(slots)
    with_day = says_days(exchange, rows)
    return [(slot.pk, slot_text(slot, with_day=with_day)) for slot in rows]


def says_days(exchange: Exchange, slots: Iterable[Slot]) -> bool:
    """Whether a time alone would not tell the day: the event has several, or the slots lie on several."""
    event = exchange.event
    return event.last_day > event.first_day or len({timezone.localdate(slot.starts_at) for slot in slots}) > 1


def slot_text(slot: Slot, *, with_day: bool = True) -> str:
    """When a slot is."""
    times = times_text(slot.starts_at, slot.ends_at)
    return f"{date_format(timezone.localtime(slot.starts_at), 'SHORT_DATE_FORMAT')}, {times}" if with_day else times
