"""The day page: how many are here, who is missing and at whose table, the slot now and the next one."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from exchange.choices import Presence
from exchange.hall import slots_of_moment
from exchange.models import Exchange, Meeting, Participant, Slot
from exchange.plans import meetings_of, told_plan
from exchange.presence import door_today, presences

MISSING = (Presence.AWAITED, Presence.ABSENT, Presence.GONE)


@dataclass(frozen=True, slots=True)
class Person:
    """A participant and where they are."""

    row: Participant
    presence: Presence

    @property
    def is_here(self) -> bool:
        """Whether they are in the house."""
        return self.presence == Presence.HERE

    @property
    def is_absent(self) -> bool:
        """Whether nobody waits for them any more."""
        return self.presence == Presence.ABSENT

    @property
    def phone(self) -> str:
        """Of the organisation; registrations have none."""
        organisation = self.row.organisation
        return organisation.contact_phone or organisation.phone if organisation else ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who is not here, with the next meeting that waits."""

    person: Person
    meeting: Meeting
    partner: Person


@dataclass(frozen=True, slots=True)
class TableRow:
    """One meeting with both people."""

    meeting: Meeting
    people: tuple[Person, Person]


@dataclass(frozen=True, slots=True)
class SlotRows:
    """A slot and its meetings by table."""

    slot: Slot
    rows: list[TableRow]


@dataclass(frozen=True, slots=True)
class DayPage:
    """`is_checked` says whether anybody was ticked in today; without it nobody counts as missing by itself."""

    is_told: bool
    is_checked: bool
    here: int
    expected: int
    now: SlotRows | None
    coming: SlotRows | None
    missing: list[Missing]
    absent: list[Person]


def day_page(exchange: Exchange, now: datetime | None = None) -> DayPage:
    """Everything on the page in five statements, however many people there are."""
    moment = now or timezone.now()
    plan = told_plan(exchange.pk)
    door = door_today(exchange.pk, moment)
    people = list(Participant.objects.filter(exchange=exchange).taking_part().with_names())
    where = presences(people, door, moment)
    known = {row.pk: Person(row, where[row.pk]) for row in people}
    slots = slots_of_moment(exchange, moment)
    rows = list(meetings_of(plan).filter(slot__in=[one for one in slots if one])) if plan else []
    both = [_row(meeting, known) for meeting in rows]
    current, following = (_slot_rows(slot, both) for slot in slots)
    return DayPage(
        is_told=plan is not None,
        is_checked=bool(door),
        here=sum(one.is_here for one in known.values()),
        expected=len(known),
        now=current,
        coming=following,
        missing=_missing(both),
        absent=[one for one in known.values() if one.is_absent],
    )


def _row(meeting: Meeting, known: dict[int, Person]) -> TableRow:
    request = meeting.request
    # who has left the exchange since is no longer expected, but still stands in the plan until it is changed
    source, target = (known.get(one.pk) or Person(one, Presence.ABSENT) for one in (request.source, request.target))
    return TableRow(meeting, (source, target))


def _slot_rows(slot: Slot | None, rows: list[TableRow]) -> SlotRows | None:
    return SlotRows(slot, [row for row in rows if row.meeting.slot_id == slot.pk]) if slot else None


def _missing(rows: list[TableRow]) -> list[Missing]:
    """Everybody who is not here, once, with the first meeting that waits."""
    found: dict[int, Missing] = {}
    for row in rows:
        for person, partner in (row.people, row.people[::-1]):
            if person.presence in MISSING:
                found.setdefault(person.row.pk, Missing(person, row.meeting, partner))
    return list(found.values())
