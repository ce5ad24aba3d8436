"""What stands in the way of a plan is said in words before anything is computed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from events.choices import ItemType, State
from events.models import ItemBooking, Speaker
from exchange.availability import busy_slots
from exchange.checks import Level, concerns_of
from exchange.choices import RequestState
from exchange.models import Ban, Exchange, Participant, Slot, Table
from tests.events.factories import make_item, make_registration
from tests.exchange.factories import make_exchange, make_interpreter, make_participant, make_request

pytestmark = pytest.mark.django_db


def sentences(exchange: Exchange) -> list[str]:
    with override("en"):
        return [one.sentence for one in concerns_of(exchange)]


def said(exchange: Exchange, part: str) -> bool:
    return any(part in sentence for sentence in sentences(exchange))


def pair(exchange: Exchange, **facts: Any) -> tuple[Participant, Participant]:
    return make_participant(exchange, **facts), make_participant(exchange, **facts)


def test_an_empty_exchange_says_what_is_missing() -> None:
    exchange = make_exchange(slots=0, tables=0)
    concerns = concerns_of(exchange)
    assert {one.level for one in concerns} == {Level.STOP}
    assert said(exchange, "no slots yet")
    assert said(exchange, "no tables yet")
    assert said(exchange, "Nobody takes part yet")
    assert all(one.url.startswith("/") for one in concerns)


def test_a_sound_exchange_has_no_concerns() -> None:
    exchange = make_exchange()
    make_request(*pair(exchange))
    assert sentences(exchange) == []


def test_requests_that_nobody_has_accepted() -> None:
    exchange = make_exchange()
    one, other = pair(exchange)
    assert said(exchange, "no requests for meetings yet")
    make_request(one, other, state=RequestState.OPEN)
    assert said(exchange, "none is accepted")
    make_request(one, make_participant(exchange))
    assert said(exchange, "waits for an answer and is not in the plan")


def test_people_without_time_and_pairs_that_are_never_there_together() -> None:
    exchange = make_exchange(slots=2)
    first, second = exchange.slots.values_list("pk", flat=True)
    one, other = make_participant(exchange, away=[first]), make_participant(exchange, away=[second])
    make_request(one, other)
    assert said(exchange, "never there in the same slot")
    make_request(one, make_participant(exchange, away=[first, second]))
    assert said(exchange, "no free slot")


def test_pairs_without_a_language_and_without_an_interpreter() -> None:
    exchange = make_exchange(slots=2)
    first, second = exchange.slots.values_list("pk", flat=True)
    one = make_participant(exchange, languages=["de"], away=[first])
    make_request(one, make_participant(exchange, languages=["cs"]))
    assert said(exchange, "there is no interpreter")
    interpreter = make_interpreter(exchange, away=[second])
    assert said(exchange, "never have time together with an interpreter")
    type(interpreter).objects.update(away=[])
    assert sentences(exchange) == []


def test_hosts_and_their_tables() -> None:
    exchange = make_exchange(slots=1, tables=1)
    one, other = pair(exchange)
    make_request(one, other)
    host = make_participant(exchange, away=list(exchange.slots.values_list("pk", flat=True)))
    Table.objects.update(host=host)
    assert said(exchange, "has no time in any slot in which the table is there")
    assert said(exchange, "All tables have hosts")
    type(host).objects.filter(pk=host.pk).update(left_at=exchange.created_at)
    assert said(exchange, "does not take part: the table stays empty")
    Table.objects.update(away=list(exchange.slots.values_list("pk", flat=True)))
    assert said(exchange, "is not there in any slot")


def test_those_who_must_not_meet_but_want_to() -> None:
    exchange = make_exchange()
    one, other = pair(exchange)
    make_request(one, other)
    Ban.objects.create(exchange=exchange, first=one, second=other)
    assert said(exchange, "want to meet, but you do not let them")


def test_more_wishes_than_room() -> None:
    exchange = make_exchange(slots=1, tables=1)
    one, other = pair(exchange)
    make_request(one, other)
    make_request(one, make_participant(exchange))
    assert said(exchange, "2 meetings are wanted, but slots and tables have room for 1 at most")
    assert said(exchange, "1 person has more requests in the plan")


def test_slots_on_another_day() -> None:
    exchange = make_exchange(slots=1)
    slot = exchange.slots.get()
    Slot.objects.update(starts_at=slot.starts_at + timedelta(days=9), ends_at=slot.ends_at + timedelta(days=9))
    assert said(exchange, "on a day on which the event does not take place")


def test_the_number_of_statements_does_not_depend_on_the_rows() -> None:
    counts = []
    for number in (1, 3):
        exchange = make_exchange(slots=number, tables=number)
        for _one in range(number):
            make_request(*pair(exchange))
            make_interpreter(exchange)
        with CaptureQueriesContext(connection) as caught:
            concerns_of(exchange)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_who_has_booked_a_workshop_or_speaks_is_elsewhere() -> None:
    exchange = make_exchange(slots=4)  # 9:00, 9:25, 9:50, 10:15
    event = exchange.event
    slots = list(exchange.slots.values_list("pk", flat=True))
    workshop = make_item(event, hour=10, needs_booking=True)
    own = make_item(event, hour=9, type=ItemType.EXCHANGE, needs_booking=True)
    booked, waiting = pair(exchange)
    for person, item, state in (
        (booked, workshop, State.CONFIRMED), (booked, own, State.CONFIRMED), (waiting, workshop, State.WAITING),
    ):  # fmt: skip
        ItemBooking.objects.create(registration=person.registration, item=item, state=state, number=1)
    speaker = Speaker.objects.create(event=event, first_name="Petra", last_name="Řeháková")
    make_item(event, hour=9).speakers.add(speaker)
    talks = make_participant(exchange, registration=make_registration(event, first_name="Petra", last_name="Řeháková"))
    assert busy_slots(exchange) == {booked.pk: set(slots[2:]), talks.pk: set(slots[:3])}
    exchange.minds_programme = False
    assert busy_slots(exchange) == {}
    assert Exchange.objects.get(pk=exchange.pk).minds_programme
