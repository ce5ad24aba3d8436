"""The changes of a repair in rows that people read: who, when, where."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.models import MeetingRequest, Participant, Slot, Table
from exchange.planner.problem import Meeting as PlannedMeeting
from exchange.services.repairing import Repair
from exchange.sides import organisation_of


@dataclass(frozen=True, slots=True)
class Place:
    """When and at which table."""

    slot: Slot
    table: Table


@dataclass(frozen=True, slots=True)
class Changed:
    """One meeting; `before` is None for a new one, `after` for one that falls out. `missing`: who is absent;
    `is_unanswered`: nobody has answered the request."""

    people: tuple[tuple[str, str], tuple[str, str]]
    before: Place | None
    after: Place | None
    missing: str = ""
    is_unanswered: bool = False


@dataclass(frozen=True, slots=True)
class ChangedMeetings:
    """What falls out, what is new, what is elsewhere, and how many stay as they were told."""

    fallen: list[Changed]
    added: list[Changed]
    moved: list[Changed]
    stayed: int


def changed_meetings(repair: Repair) -> ChangedMeetings:
    """The changes with the rows of all people; three statements, however many there are."""
    return _Rows(repair).changes()


class _Rows:
    def __init__(self, repair: Repair) -> None:
        self.repair = repair
        changed = repair.replanned
        self.after = {one.request: one for one in changed.plan.meetings}
        rows = repair.told.meetings.select_related("slot", "table")
        self.before = {str(one.request_id): Place(one.slot, one.table) for one in rows}
        names = [*changed.fallen, *changed.added, *(one.after.request for one in changed.moved)]
        self.requests = {str(one.pk): one for one in MeetingRequest.objects.filter(pk__in=names).with_sides()}
        self.slots = Slot.objects.in_bulk(repair.posed.slots)
        self.tables = Table.objects.in_bulk({int(one.table) for one in changed.plan.meetings})

    def changes(self) -> ChangedMeetings:
        changed = self.repair.replanned
        return ChangedMeetings(
            fallen=self._in_order(changed.fallen),
            added=self._in_order(changed.added),
            moved=self._in_order(one.after.request for one in changed.moved),
            stayed=len(changed.stayed),
        )

    def _in_order(self, names: Iterable[str]) -> list[Changed]:
        rows = [self._row(self.requests[name], name) for name in names if name in self.requests]
        return sorted(rows, key=_when)

    def _row(self, request: MeetingRequest, name: str) -> Changed:
        missing = [one for one in (request.source, request.target) if one.pk in self.repair.absent]
        after = self.after.get(name)
        return Changed(
            people=(_words(request.source), _words(request.target)),
            before=self.before.get(name),
            after=self._place(after) if after else None,
            missing=", ".join(one.registration.full_name for one in missing),
            is_unanswered=request.pk in self.repair.unanswered,
        )

    def _place(self, meeting: PlannedMeeting) -> Place:
        return Place(self.slots[self.repair.posed.slots[meeting.slot]], self.tables[int(meeting.table)])


def _words(person: Participant) -> tuple[str, str]:
    return person.registration.full_name, organisation_of(person)


def _when(row: Changed) -> tuple[str, int]:
    place = row.after or row.before
    return (place.slot.starts_at.isoformat(), place.table.position) if place else ("", 0)
