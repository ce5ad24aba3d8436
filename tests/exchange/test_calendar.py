"""Meetings in calendars: one entry each, with a name that stays, cancelled when it has fallen out."""

from typing import Any

import icalendar
import pytest
from django.test import Client

from events.tokens import registration_token
from exchange.choices import PlanState
from exchange.models import Meeting, Participant, Plan
from tests.exchange.factories import make_exchange, make_participant, make_request, make_told_plan
from tests.pages import url

pytestmark = pytest.mark.django_db


def _entries(client: Client, person: Participant, language: str = "de") -> list[Any]:
    address = url(language, "exchange_own_calendar", registration_token(person.registration), person.registration_id)
    response = client.get(address)
    assert response["Content-Type"].startswith("text/calendar")
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def test_each_meeting_is_an_entry_that_keeps_its_name(client: Client) -> None:
    exchange = make_exchange()
    slots, tables = list(exchange.slots.all()), list(exchange.tables.all())
    me, other, third = (make_participant(exchange) for _ in range(3))
    first, second = make_request(me, other, reason="Drehteile"), make_request(third, me)
    assert _entries(client, me) == []
    plan = make_told_plan(exchange, [(first, slots[0], tables[0]), (second, slots[1], tables[1])])
    one, two = _entries(client, me)
    assert one["UID"] == f"meeting-{first.pk}@{one['UID'].split('@')[1]}"
    assert one["DTSTART"].dt == slots[0].starts_at
    assert (one["STATUS"], one["SEQUENCE"]) == ("TENTATIVE", 0)
    assert other.registration.full_name in one["SUMMARY"]
    assert other.offers in one["DESCRIPTION"]
    assert "Drehteile" in one["DESCRIPTION"]
    assert exchange.event.town in one["LOCATION"]
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.REPLACED)
    newer = make_told_plan(exchange, [(first, slots[2], tables[0])], state=PlanState.FINAL)
    Meeting.objects.filter(plan=newer).update(sequence=1)
    cancelled, moved = _entries(client, me)
    assert (cancelled["UID"], cancelled["STATUS"], cancelled["SEQUENCE"]) == (two["UID"], "CANCELLED", 1)
    assert (moved["UID"], moved["STATUS"], moved["SEQUENCE"]) == (one["UID"], "CONFIRMED", 1)
    assert moved["DTSTART"].dt == slots[2].starts_at


def test_the_number_of_statements_does_not_depend_on_the_meetings(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    exchange = make_exchange()
    slots, table = list(exchange.slots.all()), exchange.tables.first()
    me, *others = (make_participant(exchange) for _ in range(5))
    make_told_plan(exchange, [(make_request(me, other), slots[n], table) for n, other in enumerate(others)])
    with django_assert_max_num_queries(11):
        assert len(_entries(client, me, "cs")) == 4
