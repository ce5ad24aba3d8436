"""The form, the page behind the mailed link, and the own registrations."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from events import floods
from events.choices import Mode, QuestionType, State, WaitingMode
from events.models import Booking, Consent, ConsentText, Desk, Event, PickUpPoint, Question, Registration
from events.services.writing import write_booking
from events.tokens import booking_token, registration_token
from tests.events.factories import make_event, make_item
from tests.events.signing_up import event_with, person, sign_up, sign_up_one
from tests.factories import make_company, make_member, make_user, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _new_brake(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(floods, "forms", floods.Brake())


def form_of(client: Client, event: Event, language: str = "de") -> dict[str, Any]:
    """The form as it stands on the page."""
    return Page(client.get(url(language, "event_register", event.slug))).form("form_key")


def typed(client: Client, event: Event, language: str = "de", **values: Any) -> dict[str, Any]:
    """The form, filled in for one guest."""
    return form_of(client, event, language) | {
        "email": "Jana@Example.org", "organisation_name": "Meier GmbH", "p0-first_name": "Jana",
        "p0-last_name": "Nováková", "action": "send", **values,
    }  # fmt: skip


def send(client: Client, event: Event, data: dict[str, Any], language: str = "de") -> Any:
    return client.post(url(language, "event_register", event.slug), data)


def message(response: Any) -> str:
    page = Page(response)
    return " ".join(page.source.split())


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
    two = page.form("form_key")
    assert page.status == 200
    assert not page.texts.get("id_p1-last_name_error")
    assert (two["row"], two["p0-last_name"], two["email"]) == (["0", "1"], ["Nováková"], ["Jana@Example.org"])
    two |= {"p1-first_name": "Petr", "p1-last_name": "Svoboda", "p1-email": "petr@example.org", "action": "add"}
    three = Page(send(client, event, two)).form("form_key")
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


def test_questions_of_every_type_and_consents() -> None:
    event, client = event_with(5), Client()
    options = [{"de": "Rot", "cs": "Červená"}, {"de": "Blau", "cs": "Modrá"}]
    questions = {
        kind: Question.objects.create(
            event=event,
            type=kind,
            label_de=f"Frage {kind}",
            label_cs=f"Otázka {kind}",
            options=options,
            is_required=True,
        )
        for kind in QuestionType.values
    }
    needed = ConsentText.objects.create(
        event=event, purpose="participation", text_de="Verarbeitung", text_cs="Zpracování", is_required=True
    )
    photos = ConsentText.objects.create(event=event, purpose="photos", text_de="Fotos", text_cs="Fotky")
    page = Page(client.get(url("cs", "event_register", event.slug)))
    assert "Otázka rating" in page.source
    assert "Červená" in page.source
    refused = Page(send(client, event, typed(client, event)))
    assert refused.status == 422
    for kind, question in questions.items():
        if kind not in {"choice", "choices", "yes_no", "rating"}:
            assert refused.error(f"p0-question_{question.pk}")
    assert refused.error(f"p0-consent_{needed.pk}")
    assert not refused.error(f"p0-consent_{photos.pk}")
    values = {"text": "kurz", "long_text": "lang", "choice": "1", "choices": ["0", "1"], "yes_no": "no",
        "number": "12,5", "date": "2027-03-12", "rating": "4"}  # fmt: skip
    data = typed(client, event) | {f"p0-question_{questions[kind].pk}": value for kind, value in values.items()}
    assert send(client, event, data | {f"p0-consent_{needed.pk}": "on"}).status_code == 302
    row = Registration.objects.get()
    assert {answer.question.type: answer.value for answer in row.answers.select_related("question")} == {
        "text": "kurz", "long_text": "lang", "choice": [1], "choices": [0, 1], "yes_no": False,
        "number": 12.5, "date": "2027-03-12", "rating": 4,
    }  # fmt: skip
    assert dict(row.consents.values_list("text_id", "is_given")) == {needed.pk: True, photos.pk: False}
    # the form of a change shows what is stored, and each withdrawal is a row of its own
    change = url("de", "registration_change", registration_token(row), row.pk)
    stored = Page(client.get(change)).form("last_name")
    assert stored[f"question_{questions['choices'].pk}"] == ["0", "1"]
    assert stored[f"question_{questions['number'].pk}"] == ["12,5"]
    assert f"consent_{photos.pk}" not in stored
    changed = stored | {"last_name": "Malá", f"consent_{photos.pk}": "on", f"question_{questions['text'].pk}": "neu"}
    assert client.post(change, changed).status_code == 302
    row.refresh_from_db()
    assert (row.last_name, row.answers.get(question=questions["text"]).value) == ("Malá", "neu")
    assert client.post(change, stored | {"last_name": "Malá"}).status_code == 302
    given = Consent.objects.filter(registration=row, text=photos).order_by("id").values_list("is_given", flat=True)
    assert list(given) == [False, True, False]
    without = {name: value for name, value in stored.items() if name != f"consent_{needed.pk}"}
    assert client.post(change, without).status_code == 422


def test_items_and_bus_stops() -> None:
    event, client = event_with(5), Client()
    workshop, talk = make_item(event, capacity=1), make_item(event, needs_booking=True)
    visit = make_item(event, capacity=9, hour=14)
    stop = PickUpPoint.objects.create(item=visit, place_de="Zittau", place_cs="Žitava", time="13:30", seats=3)
    data = typed(client, event) | {
        f"p0-item_{workshop.pk}": "on",
        f"p0-item_{talk.pk}": "on",
        f"p0-item_{visit.pk}": "on",
    }
    page = Page(send(client, event, data))
    assert page.status == 422
    assert page.error(f"p0-item_{talk.pk}")
    assert page.error(f"p0-stop_{visit.pk}")
    del data[f"p0-item_{talk.pk}"]
    data[f"p0-stop_{visit.pk}"] = str(stop.pk)
    assert send(client, event, data).status_code == 302
    row = Registration.objects.get()
    assert set(row.item_bookings.values_list("item_id", "state", "pick_up_point_id")) == {
        (workshop.pk, "confirmed", None), (visit.pk, "confirmed", stop.pk),
    }  # fmt: skip
    manage = url("de", "registration_manage", registration_token(row))
    step = {"action": "leave-item", "person": row.pk, "item": workshop.pk}
    assert client.post(manage, step).status_code == 302
    assert row.item_bookings.get(item=workshop).state == "cancelled"
    change = url("de", "registration_change", registration_token(row), row.pk)
    assert client.post(change, {"book": f"{workshop.pk}"}).status_code == 302
    assert row.item_bookings.get(item=workshop).state == "confirmed"
    assert client.post(change, {"book": "999999"}).status_code == 422
    assert client.post(change, {"book": ""}).status_code == 422


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


def test_a_flood_is_braked(monkeypatch: pytest.MonkeyPatch) -> None:
    event, client = event_with(None), Client()
    monkeypatch.setattr(floods, "forms", floods.Brake(most=2))
    answers = [send(client, event, typed(client, event, email=f"p{number}@example.org")) for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert Booking.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_as_many_statements_for_three_as_for_one(number: int, django_assert_num_queries: Any) -> None:
    event, client = event_with(None), Client()
    workshop = make_item(event, capacity=1)
    booking = sign_up(event, *[person(items=[(workshop.pk, None)]) for _one in range(number)])
    with django_assert_num_queries(3):
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


def test_sending_takes_few_statements(django_assert_num_queries: Any) -> None:
    event, client = event_with(5), Client()
    data = typed(client, event)
    send(client, event, typed(client, event, email="first@example.org"))
    # whether the form is as it was; savepoint, lock, counts, booking, person, number, job, release
    with django_assert_num_queries(9):
        assert send(client, event, data).status_code == 302


def test_a_changed_form_is_noticed_at_once() -> None:
    event, client = event_with(5), Client()
    data = typed(client, event)
    question = Question.objects.create(event=event, type="text", label_de="a", label_cs="b", is_required=True)
    assert Page(send(client, event, data)).error(f"p0-question_{question.pk}")
    Question.objects.update(is_required=False)
    Event.objects.update(title_de="Ganz anders")
    shown = send(client, event, data | {"email": "x"})
    assert "Ganz anders" in shown.content.decode()
    Desk.objects.update(is_open=False)
    assert "form_key" not in send(client, event, data).content.decode()
    Desk.objects.update(is_open=True)
    Question.objects.all().delete()
    assert send(client, event, data).status_code == 302
