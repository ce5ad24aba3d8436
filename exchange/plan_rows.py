"""Changes and unmet wishes as rows that people read: who, where before, where now, why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exchange.differences import Changes, Place
from exchange.models import MeetingRequest, Slot, Table
from exchange.planner.problem import Plan as PlannedPlan
from exchange.problems import Posed
from exchange.reason_words import reason_sentence


@dataclass(frozen=True, slots=True)
class Seen:
    """When and at which table."""

    slot: Slot
    table: Table


@dataclass(frozen=True, slots=True)
class Line:
    """One request: where it was, where it is, or why it is nowhere."""

    request: MeetingRequest
    before: Seen | None = None
    after: Seen | None = None
    reason: str = ""
    """The code; empty where there is none."""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """The changes in order of time."""

    moved: list[Line]
    fallen: list[Line]
    added: list[Line]
    stayed: int


def planned_places(posed: Posed, plan: PlannedPlan) -> dict[int, Place]:
    """Where each request of a plan that is not stored takes place, by the ids of the rows."""
    return {
        int(one.request): Place(
            posed.slots[one.slot], int(one.table), int(one.interpreter) if one.interpreter else None
        )
        for one in plan.meetings
    }


def change_lines(exchange_id: int, changes: Changes, unmet: Mapping[str, str]) -> Lines:
    """The changes with everybody's names; `unmet` gives the reasons of the new plan. Three statements."""
    slots = {one.pk: one for one in Slot.objects.filter(exchange=exchange_id)}
    tables = {one.pk: one for one in Table.objects.filter(exchange=exchange_id)}
    requests = requests_of([*changes.moved, *changes.fallen, *changes.added])

    def seen(place: Place | None) -> Seen | None:
        return Seen(slots[place.slot], tables[place.table]) if place else None

    def lines(places: Iterable[tuple[int, Place | None, Place | None]]) -> list[Line]:
        found = [
            Line(
                requests[one],
                seen(before),
                seen(after),
                sentence="" if after else _why(requests[one], unmet.get(str(one))),
            )
            for one, before, after in places
            if one in requests
        ]
        return sorted(found, key=_when)

    return Lines(
        moved=lines((one, *pair) for one, pair in changes.moved.items()),
        fallen=lines((one, place, None) for one, place in changes.fallen.items()),
        added=lines((one, None, place) for one, place in changes.added.items()),
        stayed=len(changes.stayed),
    )


def unmet_lines(unmet: Mapping[str, str]) -> list[Line]:
    """Unmet wishes, the weightiest first; one statement."""
    requests = requests_of(int(one) for one in unmet)
    lines = [
        Line(requests[int(one)], reason=code, sentence=_why(requests[int(one)], code))
        for one, code in unmet.items()
        if int(one) in requests
    ]
    return sorted(lines, key=lambda line: (-line.request.weight, line.request.pk))


def requests_of(names: Iterable[int]) -> dict[int, MeetingRequest]:
    """Requests with both sides at hand, by their ids; one statement."""
    return {one.pk: one for one in MeetingRequest.objects.filter(pk__in=list(names)).with_sides()}


def _why(request: MeetingRequest, code: str | None) -> str:
    """Who has not come has no time, for the planner; the organiser knows it better."""
    for person in (request.source, request.target):
        if person.absent_at:
            return _("%(name)s has not arrived.") % {"name": person}
    return reason_sentence(code)


def _when(line: Line) -> tuple[str, int, int]:
    place = line.after or line.before
    return (place.slot.starts_at.isoformat(), place.table.position, line.request.pk) if place else ("", 0, 0)
