"""Plain functions that make meeting exchanges and what belongs to them; every argument can be given."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from events.models import Event
from exchange.choices import PlanState, RequestState
from exchange.models import Exchange, Interpreter, Meeting, MeetingRequest, Participant, Plan, Seat, Slot, Table
from tests.events.factories import make_event, make_registration, numbers

LENGTH = timedelta(minutes=20)
PAUSE = timedelta(minutes=5)


def make_exchange(event: Event | None = None, *, slots: int = 4, tables: int = 3, **facts: Any) -> Exchange:
    """An open exchange on the first day of its event, with slots from nine o'clock and free tables 1, 2, 3."""
    values = {"is_open": True, **facts}
    exchange = Exchange.objects.create(event=event or make_event(), **values)
    make_slots(exchange, slots)
    Table.objects.bulk_create(Table(exchange=exchange, label=str(n), position=n) for n in range(1, tables + 1))
    return exchange


def make_slots(exchange: Exchange, number: int, *, hour: int = 9) -> list[Slot]:
    """Slots of 20 minutes with pauses of 5 on the first day, in their order."""
    start = timezone.make_aware(datetime.combine(exchange.event.first_day, time(hour)))
    starts = [start + n * (LENGTH + PAUSE) for n in range(number)]
    return Slot.objects.bulk_create(Slot(exchange=exchange, starts_at=at, ends_at=at + LENGTH) for at in starts)


def make_participant(exchange: Exchange, *, registration: Any = None, **facts: Any) -> Participant:
    """Somebody with a confirmed place at the event who speaks German, unless told otherwise."""
    person = registration or make_registration(exchange.event)
    values = {"language": "de", "languages": ["de"], "offers": f"Drehteile {next(numbers)}", **facts}
    return Participant.objects.create(exchange=exchange, registration=person, **values)


def make_interpreter(exchange: Exchange, name: str = "", **facts: Any) -> Interpreter:
    """Somebody who is there in all slots."""
    return Interpreter.objects.create(exchange=exchange, name=name or f"Dolmetscherin {next(numbers)}", **facts)


def make_request(source: Participant, target: Participant, **facts: Any) -> MeetingRequest:
    """A wish that both share, unless `state` says otherwise."""
    values = {"exchange_id": source.exchange_id, "state": RequestState.ACCEPTED, **facts}
    return MeetingRequest.objects.create(source=source, target=target, **values)


def make_told_plan(exchange: Exchange, meetings: Iterable[tuple[Any, ...]] = (), **facts: Any) -> Plan:
    """A preliminary plan with meetings (request, slot, table) or (request, slot, table, interpreter)."""
    told = {"state": PlanState.PRELIMINARY, "told_at": timezone.now()}
    plan = Plan.objects.create(exchange=exchange, **{**told, **facts})
    for request, slot, table, *more in meetings:
        meeting = Meeting.objects.create(
            plan=plan, request=request, slot=slot, table=table, interpreter=more[0] if more else None
        )
        for person in (request.source, request.target):
            Seat.objects.create(plan=plan, meeting=meeting, slot=slot, participant=person)
    return plan
