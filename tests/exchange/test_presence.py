"""Who is there on the day, by the ticks at the door."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.choices import Direction
from events.models import Tick
from exchange.choices import Presence
from exchange.models import Exchange, Participant
from exchange.presence import changes, door_today, presence
from tests.exchange.days import midday, tick, today_exchange  # noqa: F401 - a fixture
from tests.exchange.factories import make_participant, make_request, make_told_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midday")]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def exchange() -> Exchange:
    """Slots from now + 5 minutes on; absent is who is not there ten minutes before."""
    return today_exchange(first=5)


def pair(exchange: Exchange, slot: int = 0) -> tuple[Participant, Participant]:
    """Two with a told meeting in a slot."""
    one, other = make_participant(exchange), make_participant(exchange)
    make_told_plan(exchange, [(make_request(one, other), exchange.slots.all()[slot], exchange.tables.first())])
    return one, other


def where(person: Participant) -> Presence:
    """Where the person stands now."""
    now = timezone.now()
    person.refresh_from_db()
    return presence(person, door_today(person.exchange_id, now).get(person.registration_id), now)


def test_newest_tick_counts(exchange: Exchange) -> None:
    one, _other = pair(exchange)
    assert where(one) == Presence.AWAITED
    tick(one, minutes=-30)
    assert where(one) == Presence.HERE
    out = tick(one, Direction.OUT, minutes=-20)
    assert where(one) == Presence.GONE
    Tick.objects.filter(pk=out.pk).update(undone_at=timezone.now())
    assert where(one) == Presence.HERE


def test_ticks_of_yesterday_say_nothing(exchange: Exchange) -> None:
    one, _other = pair(exchange)
    tick(one, minutes=-60 * 24)
    assert where(one) == Presence.AWAITED


def test_who_has_not_come_in_time_is_absent(exchange: Exchange) -> None:
    one, other = pair(exchange)
    tick(other, minutes=-3)
    assert changes(exchange, timezone.now()).absent == [one.pk]
    assert changes(exchange, timezone.now() - 10 * MINUTE).absent == []


def test_nobody_is_absent_where_nobody_checks_in(exchange: Exchange) -> None:
    pair(exchange)
    assert changes(exchange, timezone.now()).absent == []


def test_who_meets_later_or_online_is_not_waited_for(exchange: Exchange) -> None:
    one, other = pair(exchange, slot=2)
    tick(make_participant(exchange), minutes=-3)
    assert changes(exchange, timezone.now()).absent == []
    one.registration.wants_online = True
    one.registration.save()
    assert changes(exchange, exchange.slots.all()[2].starts_at).absent == [other.pk]


def test_who_has_left_is_absent_for_what_comes_alone(exchange: Exchange) -> None:
    one, other = pair(exchange)
    for person in (one, other):
        tick(person, minutes=-30)
    tick(one, Direction.OUT, minutes=-3)
    assert changes(exchange, timezone.now()).absent == [one.pk]
    assert changes(exchange, timezone.now() + timedelta(hours=1)).absent == []


def test_who_is_ticked_in_after_the_mark_is_back(exchange: Exchange) -> None:
    one, _other = pair(exchange)
    tick(one, minutes=-30)
    Participant.objects.filter(pk=one.pk).update(absent_at=timezone.now() - MINUTE)
    Tick.objects.update(received_at=timezone.now() - 30 * MINUTE)
    assert where(one) == Presence.ABSENT
    # made before the mark, but on a device that had no network until now
    Tick.objects.update(received_at=timezone.now())
    assert changes(exchange, timezone.now()).back == [one.pk]


def test_number_of_statements(exchange: Exchange, django_assert_num_queries: Any) -> None:
    for _round in range(2):
        tick(make_participant(exchange), minutes=-3)
        tick(make_participant(exchange), minutes=-3)
        with django_assert_num_queries(3):
            changes(exchange, timezone.now())
