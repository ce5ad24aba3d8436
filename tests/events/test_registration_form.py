"""The form to register: one page, nothing typed is lost, nothing is told to strangers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from events import floods
from events.choices import WaitingMode
from events.models import Booking, Desk, Event, Registration
from events.services.writing import write_booking
from events.tokens import booking_token, registration_token
from tests.events.factories import make_event
from tests.events.form_pages import form_of, message, send, typed
from tests.events.signing_up import event_with, person, sign_up
from tests.factories import make_company, make_member, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _new_brake(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(floods, "forms", floods.Brake())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guest_registers_and_confirms_by_mail(language: str) -> None:
    event, client = event_with(2), Client()
    address = url(language, "event_register", event.slug)
    page = Page(client.get(address))
    assert (page.status, page.language, len(page.headings)) == (200, language, 1)
    response = send(client, event, typed(client, event, language), language)
    assert (response.status_code, response["Location"]) == (302, url(language, "event_registered", event.slug))
    thanks = Page(client.get(response["Location"]))
    assert (thanks.status, len(thanks.headings)) == (200, 1)
    booking = Booking.objects.get()
    assert (booking.email, booking.language, booking.contact_name, booking.verified_at) == (
        "jana@example.org", language, "Jana Nováková", None,
    )  # fmt: skip
    row = booking.registrations.get()
    assert (row.state, row.email, row.organisation_name) == ("confirmed", "jana@example.org", "Meier GmbH")
    write_booking(booking_id=booking.pk)
    mail = OutgoingMail.objects.get(purpose="event_verify")
    manage = url(language, "registration_manage", booking_token(booking))
    assert manage in mail.text
    assert "Jana" not in manage
    for _scanner in range(2):
        assert client.get(manage).status_code == client.head(manage).status_code == 200
    booking.refresh_from_db()
    assert booking.verified_at is None
    assert client.post(manage, {"action": "confirm"}).status_code == 302
    booking.refresh_from_db()
    assert booking.verified_at
    shown = Page(client.get(manage))
    assert row.formatted_code in shown.source
    assert "<svg" in shown.source
    assert not any("confirm" in form.data.get("action", []) for form in shown.forms)


def test_the_same_form_sent_twice_is_one_booking_and_the_same_page() -> None:
    event, client = event_with(2), Client()
    data = typed(client, event)
    first, second = send(client, event, data), send(client, event, data)
    assert first["Location"] == second["Location"]
    assert Registration.objects.count() == 1


def test_the_page_does_not_tell_who_is_registered() -> None:
    event, client = event_with(3), Client()
    known = send(client, event, typed(client, event))
    again = send(client, event, typed(client, event))
    other = send(client, event, typed(client, event, email="petr@example.org"))
    assert known["Location"] == again["Location"] == other["Location"]
    assert Registration.objects.count() == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_keep_everything(language: str) -> None:
    event, client = event_with(2), Client()
    data = typed(
        client,
        event,
        language,
        email="nobody",
        **{"p0-last_name": "", "p0-languages": ["cs", "en"], "p0-needs": "Žádné ořechy"},
    )
    response = send(client, event, data, language)
    assert response.status_code == 422
    page = Page(response)
    kept = page.form("form_key")
    assert kept["form_key"] == data["form_key"]
    assert (kept["email"], kept["p0-first_name"], kept["p0-needs"]) == (["nobody"], ["Jana"], ["Žádné ořechy"])
    assert kept["p0-languages"] == ["cs", "en"]
    assert page.error("email")
    assert page.error("p0-last_name")
    assert not Booking.objects.exists()


def test_colleagues_are_added_and_removed_without_javascript() -> None:
    event, client = event_with(2), Client()
    data = typed(client, event) | {"action": "add"}
    page = Page(send(client, event, data))
    two: dict[str, Any] = dict(page.form("form_key"))
    assert page.status == 200
    assert not page.texts.get("id_p1-last_name_error")
    assert (two["row"], two["p0-last_name"], two["email"]) == (["0", "1"], ["Nováková"], ["Jana@Example.org"])
    two |= {"p1-first_name": "Petr", "p1-last_name": "Svoboda", "p1-email": "petr@example.org", "action": "add"}
    three: dict[str, Any] = dict(Page(send(client, event, two)).form("form_key"))
    three |= {"p2-first_name": "Eva", "p2-last_name": "Malá", "action": "remove-1"}
    left = Page(send(client, event, three)).form("form_key")
    assert (left["row"], left["p2-first_name"]) == (["0", "2"], ["Eva"])
    assert "p1-first_name" not in left
    assert send(client, event, left | {"action": "send"}).status_code == 302
    rows = Registration.objects.order_by("number")
    assert [(row.first_name, row.email) for row in rows] == [("Jana", "jana@example.org"), ("Eva", "")]


def test_one_address_stands_in_a_form_once() -> None:
    event, client = event_with(5), Client()
    data = typed(client, event) | {"row": ["0", "1"], "p0-email": "petr@example.org", "p1-first_name": "Petr",
        "p1-last_name": "Malý", "p1-email": "PETR@example.org"}  # fmt: skip
    page = Page(send(client, event, data))
    assert page.status == 422
    assert page.error("p1-email")


def test_limits_are_named() -> None:
    event, client = event_with(5, most_per_organisation=1), Client()
    sign_up(event, person(), organisation_name="Meier GmbH")
    response = send(client, event, typed(client, event))
    assert response.status_code == 422
    assert "0" in message(response)
    missing = send(client, event, typed(client, event, organisation_name=""))
    assert Page(missing).error("organisation_name")
    Desk.objects.update(most_per_organisation=None, capacity=1, waiting_mode=WaitingMode.CLOSED)
    assert send(client, event, typed(client, event)).status_code == 422
    assert Registration.objects.count() == 1


def test_a_member_is_known_and_registers_for_the_own_organisation() -> None:
    company = publish(make_company("Weberei Zittau GmbH"))
    member = make_member(company, first_name="Eva", last_name="Malá")
    event, client = event_with(2, allows_guests=False), Client()
    address = url("de", "event_register", event.slug)
    assert url("de", "account_login") in message(client.get(address))
    client.force_login(member)
    data = form_of(client, event) | {"action": "send", "email": "other@example.org"}
    assert (data["p0-first_name"], data["organisation"]) == (["Eva"], [str(company.pk)])
    response = send(client, event, data)
    booking = Booking.objects.get()
    assert response["Location"] == url("de", "registration_manage", booking_token(booking))
    assert (booking.email, booking.organisation_id, booking.user) == (member.email, company.pk, member)
    assert (booking.organisation_name, bool(booking.verified_at)) == ("Weberei Zittau GmbH", True)
    own = client.get(url("cs", "own_registrations"))
    assert url("cs", "registration_manage", registration_token(booking.registrations.get())) in own.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_nobody_can_register(language: str) -> None:
    client = Client()
    soon = event_with(2, opens_at=timezone.now() + timedelta(days=2))
    closed, off, past = event_with(2, is_open=False), event_with(2), event_with(2)
    Event.objects.filter(pk=off.pk).update(called_off_at=timezone.now())
    days = timezone.localdate() - timedelta(days=3)
    Event.objects.filter(pk=past.pk).update(first_day=days, last_day=days)
    without = make_event()
    Desk.objects.filter(event=without).delete()
    for event in (soon, closed, off, past, without):
        address = url(language, "event_register", event.slug)
        for response in (client.get(address), client.post(address, {})):
            page = Page(response)
            assert (page.status, len(page.headings)) == (200, 1)
            assert not any("form_key" in form.data for form in page.forms)
    draft = event_with(2)
    Event.objects.filter(pk=draft.pk).update(status="draft")
    assert client.get(url(language, "event_register", draft.slug)).status_code == 404
    assert client.get(url(language, "event_registered", draft.slug)).status_code == 404


def test_a_flood_is_braked(monkeypatch: pytest.MonkeyPatch) -> None:
    event, client = event_with(None), Client()
    monkeypatch.setattr(floods, "forms", floods.Brake(most=2))
    answers = [send(client, event, typed(client, event, email=f"p{number}@example.org")) for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert Booking.objects.count() == 2


def test_sending_takes_few_statements(django_assert_num_queries: Any) -> None:
    event, client = event_with(5), Client()
    data = typed(client, event)
    send(client, event, typed(client, event, email="first@example.org"))
    # whether the form is as it was; savepoint, booking with words and number, job, lock, counts, person, release
    with django_assert_num_queries(8):
        assert send(client, event, data).status_code == 302
