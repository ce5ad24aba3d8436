"""Registration settings, questions, consents and the team."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import OutgoingMail
from events.choices import Purpose, StaffRole, State
from events.models import Answer, Consent, ConsentText, Desk, Event, EventStaff, Question, Registration
from tests.events.factories import make_event, make_registration, make_staff
from tests.factories import make_user
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db: None) -> Event:
    return make_event("Kooperationstag")


@pytest.fixture
def client(event: Event) -> Client:
    client = Client()
    client.force_login(make_staff(event))
    return client


def send(client: Client, address: str, field: str = "seen", **changes: Any) -> Page:
    """Open a form and send it with changes."""
    data = Page(client.get(address)).form(field)
    return Page(client.post(address, {**data, **changes}))


def test_settings_are_saved_and_the_waiting_list_moves_up(client: Client, event: Event) -> None:
    Desk.objects.filter(event=event).update(capacity=1, last_number=2)
    make_registration(event, state=State.CONFIRMED)
    waiting = make_registration(event, state=State.WAITING)
    page = send(
        client, url("de", "event_desk", event.pk), capacity="2", opens_at="2026-11-01T08:00", needs_approval="on"
    )
    assert page.status == 302
    waiting.refresh_from_db()
    assert waiting.state == State.CONFIRMED
    desk = Desk.objects.get(event=event)
    assert (desk.capacity, desk.needs_approval, desk.last_number) == (2, True, 2)


def test_a_registration_in_between_is_no_conflict_but_a_colleague_is(client: Client, event: Event) -> None:
    address = url("de", "event_desk", event.pk)
    opened = Page(client.get(address)).form("seen")
    Desk.objects.filter(event=event).update(last_number=41)
    assert client.post(address, {**opened, "capacity": "50"}).status_code == 302
    assert Desk.objects.get(event=event).last_number == 41
    page = Page(client.post(address, {**opened, "capacity": "60"}))
    assert page.status == 422
    assert page.form("seen")["capacity"] == ["60"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"opens_at": "2027-01-02T08:00", "closes_at": "2027-01-01T08:00"}, "closes_at"),
        ({"capacity": "0"}, "capacity"),
        ({"offer_hours": ""}, "offer_hours"),
    ],
)
def test_settings_that_cannot_be(client: Client, event: Event, facts: dict[str, str], field: str) -> None:
    page = send(client, url("de", "event_desk", event.pk), note_de="Bleibt.", **facts)
    assert page.status == 422
    assert page.error(field)
    assert page.form("seen")["note_de"] == ["Bleibt."]


CHOICE = {
    "use": "registration", "type": "choice", "label_de": "Essen?", "label_cs": "Jídlo?",
    "options_de": "mit Fleisch\nohne Fleisch", "options_cs": "s masem\nbez masa",
}  # fmt: skip


def test_questions_have_a_type_and_options_in_both_languages(client: Client, event: Event) -> None:
    address = url("de", "event_question_new", event.pk)
    assert client.post(address, CHOICE).status_code == 302
    question = Question.objects.get()
    assert question.options == [{"de": "mit Fleisch", "cs": "s masem"}, {"de": "ohne Fleisch", "cs": "bez masa"}]
    edit = url("de", "event_question", event.pk, question.pk)
    assert Page(client.get(edit)).form("seen")["options_cs"] == ["s masem\nbez masa"]
    assert client.post(address, {**CHOICE, "type": "text"}).status_code == 302
    assert Question.objects.latest("pk").options == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"options_de": "eins", "options_cs": "jedna"}, "options_de"),
        ({"options_cs": "jen jedna"}, "options_cs"),
        ({"label_cs": ""}, "label_cs"),
    ],
)
def test_questions_that_cannot_be(client: Client, event: Event, facts: dict[str, str], field: str) -> None:
    page = Page(client.post(url("de", "event_question_new", event.pk), {**CHOICE, **facts}))
    assert page.status == 422
    assert page.error(field)
    assert page.form("seen")["label_de"] == ["Essen?"]


def test_questions_change_their_order(client: Client, event: Event) -> None:
    for label in ("A", "B", "C"):
        client.post(url("de", "event_question_new", event.pk), {**CHOICE, "label_de": label})
    last = Question.objects.get(label_de="C")

    def press(step: str) -> str:
        client.post(url("de", "event_question_step", event.pk, last.pk), {"step": step})
        return "".join(Question.objects.values_list("label_de", flat=True))

    assert [press(step) for step in ("up", "up", "up", "down")] == ["ACB", "CAB", "CAB", "ACB"]
    assert press("delete") == "AB"


def test_what_was_answered_keeps_its_meaning(client: Client, event: Event) -> None:
    client.post(url("de", "event_question_new", event.pk), CHOICE)
    question = Question.objects.get()
    Answer.objects.create(registration=make_registration(event), question=question, value=1)
    client.post(url("de", "event_question_step", event.pk, question.pk), {"step": "delete"})
    assert Question.objects.exists()
    edit = url("de", "event_question", event.pk, question.pk)
    assert send(client, edit, type="text").error("type")
    assert send(client, edit, options_de="a", options_cs="a").error("options_de")
    more = {"options_de": "mit\nohne\nvegan", "options_cs": "s\nbez\nvegan"}
    assert send(client, edit, **more).status == 302


def test_consents_begin_with_a_suggestion_and_keep_what_was_agreed_to(client: Client, event: Event) -> None:
    address = url("de", "event_consents", event.pk)
    page = Page(client.get(address))
    suggested = page.form("photos-text_de")
    assert event.organisation.name in suggested["participation-text_de"][0]
    assert event.organisation.name in suggested["participation-text_cs"][0]
    data = {**suggested, "photos-is_asked": "on", "participation-is_asked": "on"}
    assert client.post(address, data).status_code == 302
    assert set(ConsentText.objects.values_list("purpose", flat=True)) == {Purpose.PHOTOS, Purpose.PARTICIPATION}
    old = ConsentText.objects.get(purpose=Purpose.PHOTOS)
    Consent.objects.create(registration=make_registration(event), text=old, is_given=True)
    client.post(address, data)
    assert ConsentText.objects.count() == 2
    client.post(address, {**data, "photos-text_de": "Neu."})
    old.refresh_from_db()
    assert old.replaced_at
    assert event.consent_texts.get(purpose=Purpose.PHOTOS, replaced_at=None).text_de == "Neu."
    assert Consent.objects.get().text == old
    del data["photos-is_asked"]
    client.post(address, data)
    assert not event.consent_texts.filter(purpose=Purpose.PHOTOS, replaced_at=None).exists()


def test_consents_need_both_languages(client: Client, event: Event) -> None:
    data = {"photos-is_asked": "on", "photos-text_de": "Ich bin einverstanden.", "photos-text_cs": ""}
    page = Page(client.post(url("de", "event_consents", event.pk), data))
    assert page.status == 422
    assert page.error("photos-text_cs")
    assert page.form("photos-text_de")["photos-text_de"] == ["Ich bin einverstanden."]
    assert not ConsentText.objects.exists()


def test_only_the_participation_can_be_a_condition(client: Client, event: Event) -> None:
    form = Page(client.get(url("de", "event_consents", event.pk))).form("photos-text_de")
    assert form["participation-is_required"] == ["on"]
    data = {**form, "photos-is_asked": "on", "photos-is_required": "on"}
    client.post(url("de", "event_consents", event.pk), data)
    assert not ConsentText.objects.get().is_required


@pytest.mark.parametrize(("language", "subject"), [("de", "Kooperationstag"), ("cs", "Kooperationstag")])
def test_somebody_with_an_account_joins_the_team(client: Client, event: Event, language: str, subject: str) -> None:
    person = make_user("helfer@example.org", language=language)
    address = url("de", "event_staff", event.pk)
    assert client.post(address, {"email": "Helfer@example.org ", "role": "support"}).status_code == 302
    assert event.staff.get(user=person).role == StaffRole.SUPPORT
    mail = OutgoingMail.objects.get(recipient="helfer@example.org")
    assert mail.language == language
    assert subject in mail.subject
    assert url(language, "event_plan", event.pk) in mail.text
    again = Page(client.post(address, {"email": "helfer@example.org", "role": "main"}))
    assert again.error("email")
    unknown = Page(client.post(address, {"email": "niemand@example.org", "role": "main"}))
    assert unknown.status == 422
    assert unknown.form("email")["email"] == ["niemand@example.org"]


def test_an_event_keeps_a_main_organiser(client: Client, event: Event) -> None:
    main = event.staff.get()
    client.post(url("de", "event_staff_role", event.pk, main.pk), {"role": "support"})
    client.post(url("de", "event_staff_end", event.pk, main.pk))
    main.refresh_from_db()
    assert main.role == StaffRole.MAIN
    other = EventStaff.objects.get(user=make_staff(event, StaffRole.SUPPORT))
    client.post(url("de", "event_staff_role", event.pk, other.pk), {"role": "main"})
    assert client.post(url("de", "event_staff_end", event.pk, main.pk))["Location"] == url("de", "organiser")
    assert [row.role for row in event.staff.all()] == [StaffRole.MAIN]


def test_support_may_leave_but_decides_about_nobody(event: Event) -> None:
    main = EventStaff.objects.get(user=make_staff(event))
    user = make_staff(event, StaffRole.SUPPORT)
    client = Client()
    client.force_login(user)
    address = url("de", "event_staff", event.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"email": user.email, "role": "main"}).status_code == 404
    assert client.post(url("de", "event_staff_role", event.pk, main.pk), {"role": "support"}).status_code == 404
    assert client.post(url("de", "event_staff_end", event.pk, main.pk)).status_code == 404
    assert client.post(url("de", "event_staff_end", event.pk, event.staff.get(user=user).pk)).status_code == 302
    assert event.staff.count() == 1
    assert Registration.objects.count() == 0
