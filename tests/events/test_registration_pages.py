"""The page behind the mailed link, ticket and calendar."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from events import floods
from events.choices import Mode, State, WaitingMode
from events.models import Booking, Event, Question, Registration
from events.tokens import booking_token, registration_token
from tests.events.factories import make_item
from tests.events.signing_up import event_with, person, sign_up, sign_up_one
from tests.factories import make_user
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _new_brake(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(floods, "forms", floods.Brake())


def test_waiting_offered_asked_and_cancelled_on_the_page() -> None:
    event, client = event_with(1, waiting_mode=WaitingMode.OFFER), Client()
    first, second = sign_up_one(event), sign_up_one(event)
    own, other = (url("cs", "registration_manage", registration_token(row)) for row in (first, second))
    page = client.get(other).content.decode()
    assert "1" in page
    assert client.post(own, {"action": "cancel", "person": second.pk}).status_code == 404
    assert client.post(own, {"action": "cancel", "person": first.pk}).status_code == 302
    second.refresh_from_db()
    assert second.state == State.OFFERED
    assert client.post(other, {"action": "accept", "person": second.pk}).status_code == 302
    Registration.objects.filter(pk=second.pk).update(asked_to_reconfirm_at=timezone.now())
    asked = Page(client.get(other))
    assert sum("person" in form.data for form in asked.forms) == 2
    assert client.post(other, {"action": "comes", "person": second.pk}).status_code == 302
    second.refresh_from_db()
    assert second.reconfirmed_at
    assert client.post(other, {"action": "does-not-come", "person": second.pk}).status_code == 302
    second.refresh_from_db()
    assert second.state == State.CANCELLED
    assert client.post(other, {"action": "accept", "person": second.pk}).status_code == 302
    for wrong in ({}, {"action": "x"}, {"action": "cancel"}, {"action": "cancel", "person": "x"}):
        assert client.post(other, wrong).status_code == 404


def test_who_accepts_an_offered_place_has_shown_that_the_address_is_the_own() -> None:
    event = event_with(1, waiting_mode=WaitingMode.OFFER)
    first, second = sign_up_one(event), sign_up_one(event)
    assert second.booking.verified_at is None
    Client().post(url("de", "registration_manage", registration_token(first)), {"action": "cancel", "person": first.pk})
    page = url("de", "registration_manage", registration_token(second))
    assert Client().post(page, {"action": "accept", "person": second.pk}).status_code == 302
    second.booking.refresh_from_db()
    assert second.booking.verified_at is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_that_are_wrong_or_old(language: str) -> None:
    row, client = sign_up_one(event_with(1)), Client()
    good = registration_token(row)
    for token in ("x", good[:-1], f"b{good[1:]}", f"{good}x"):
        page = Page(client.get(url(language, "registration_manage", token)))
        assert (page.status, len(page.headings)) == (404, 1)
        assert client.post(url(language, "registration_manage", token), {"action": "confirm"}).status_code == 404
    days = timezone.localdate() - timedelta(days=91)
    Event.objects.update(first_day=days, last_day=days)
    assert client.get(url(language, "registration_manage", good)).status_code == 404


def test_ticket_and_calendar_belong_to_the_link() -> None:
    event, client = event_with(1), Client()
    own, waits = sign_up_one(event), sign_up_one(event)
    token = registration_token(own)
    ticket = client.get(url("de", "registration_ticket", token, own.pk))
    assert own.formatted_code in ticket.content.decode()
    entry = client.get(url("de", "registration_calendar", token, own.pk))
    assert entry["Content-Type"].startswith("text/calendar")
    assert f"registration-{own.code}@" in entry.content.decode()
    for view in ("registration_ticket", "registration_calendar", "registration_change"):
        assert client.get(url("de", view, token, waits.pk)).status_code == 404
    assert client.get(url("de", "registration_ticket", registration_token(waits), waits.pk)).status_code == 404


def test_online_participants_see_the_address_and_no_code() -> None:
    event, client = event_with(1), Client()
    Event.objects.filter(pk=event.pk).update(mode=Mode.HYBRID, online_url="https://meet.example.org/x")
    assert "p0-wants_online" in client.get(url("de", "event_register", event.slug)).content.decode()
    row = sign_up_one(event, wants_online=True)
    page = client.get(url("de", "registration_manage", registration_token(row))).content.decode()
    assert "meet.example.org" in page
    assert "registration__code" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_as_many_statements_for_three_as_for_one(number: int, django_assert_num_queries: Any) -> None:
    event, client = event_with(None), Client()
    workshop = make_item(event, capacity=1)
    booking = sign_up(event, *[person(items=[(workshop.pk, None)]) for _one in range(number)])
    with django_assert_num_queries(4):
        client.get(url("de", "registration_manage", booking_token(booking)))
    for _one in range(number):
        make_item(event, capacity=4)
        Question.objects.create(event=event, type="text", label_de="a", label_cs="b")
    with django_assert_num_queries(7):
        client.get(url("de", "event_register", event.slug))
    user = make_user()
    Booking.objects.update(user=user)
    client.force_login(user)
    client.get(url("de", "own_registrations"))
    with django_assert_num_queries(5):
        client.get(url("de", "own_registrations"))
