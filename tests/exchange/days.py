"""Exchanges whose day is today, and ticks at their door."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import timezone as fixed

import pytest
from django.utils import timezone

from events.choices import Direction
from events.models import Tick
from exchange.models import Exchange, Meeting, Participant, Slot, Table
from tests.events.factories import make_event
from tests.exchange.factories import make_participant, make_request, make_told_plan


@pytest.fixture
def midday() -> Iterator[None]:
    """The local time is about noon, so that what begins in an hour begins today, whenever the tests run."""
    with timezone.override(fixed(timedelta(hours=12 - datetime.now(UTC).hour))):
        yield


def today_exchange(*, first: int = 5, slots: int = 4, tables: int = 3) -> Exchange:
    """An exchange with slots of 20 minutes without pauses, the first one `first` minutes from now; may be negative."""
    event = make_event(days=0)
    exchange = Exchange.objects.create(event=event, is_open=True)
    start = timezone.now() + timedelta(minutes=first)
    length = timedelta(minutes=20)
    Slot.objects.bulk_create(
        Slot(exchange=exchange, starts_at=start + n * length, ends_at=start + (n + 1) * length) for n in range(slots)
    )
    Table.objects.bulk_create(Table(exchange=exchange, label=str(n), position=n) for n in range(1, tables + 1))
    return exchange


def tick(person: Participant, direction: Direction = Direction.IN, *, minutes: int = -1) -> Tick:
    """Somebody is ticked at the door so many minutes from now."""
    at = timezone.now() + timedelta(minutes=minutes)
    return Tick.objects.create(
        event_id=person.exchange_id, registration=person.registration, direction=direction, at=at, received_at=at
    )


def meeting(exchange: Exchange, *, slot: int = 0, table: int = 0, **facts: object) -> Meeting:
    """The only meeting of a told plan, of two new people."""
    wish = make_request(make_participant(exchange, **facts), make_participant(exchange, **facts))
    plan = make_told_plan(exchange, [(wish, exchange.slots.all()[slot], exchange.tables.all()[table])])
    row: Meeting = plan.meetings.get()
    return row
