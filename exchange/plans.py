"""Plans as people read them: the told one, the draft, a person's timetable, the hall by slot."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from exchange.choices import TOLD, PlanState
from exchange.models import Interpreter, Meeting, MeetingRequest, Participant, Plan, Slot, Table
from exchange.sides import partner_in


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting as one side sees it."""

    meeting: Meeting
    slot: Slot
    table: Table
    interpreter: Interpreter | None
    partner: Participant
    request: MeetingRequest


def told_plan(exchange_id: int) -> Plan | None:
    """The plan that participants see."""
    return Plan.objects.filter(exchange=exchange_id, state__in=TOLD).first()


def draft_plan(exchange_id: int) -> Plan | None:
    """The plan that only organisers see."""
    return Plan.objects.filter(exchange=exchange_id, state=PlanState.DRAFT).first()


def meetings_of(plan: Plan) -> "QuerySet[Meeting]":
    """Its meetings in order of time and table, with both sides at hand; one statement."""
    rows: QuerySet[Meeting] = Meeting.objects.filter(plan=plan).with_sides()
    return rows.order_by("slot__starts_at", "table__position", "table_id")


def timetable(plan: Plan, participant_id: int) -> list[Entry]:
    """The meetings of one person in order of time; one statement."""
    rows = meetings_of(plan).filter(seats__participant=participant_id)
    return [entry_of(meeting, participant_id) for meeting in rows]


def timetables(plan: Plan) -> dict[int, list[Entry]]:
    """The meetings of everybody who has one, by participant; one statement."""
    found: dict[int, list[Entry]] = {}
    for meeting in meetings_of(plan):
        for person in (meeting.request.source_id, meeting.request.target_id):
            found.setdefault(person, []).append(entry_of(meeting, person))
    return found


def by_slot(plan: Plan) -> list[tuple[Slot, list[Meeting]]]:
    """The slots in which somebody meets, each with its meetings in order of the tables; one statement."""
    groups = groupby(meetings_of(plan), key=lambda meeting: meeting.slot)
    return [(slot, list(meetings)) for slot, meetings in groups]


def entry_of(meeting: Meeting, person: int) -> Entry:
    """A meeting as one side sees it."""
    request = meeting.request
    return Entry(meeting, meeting.slot, meeting.table, meeting.interpreter, partner_in(request, person), request)
