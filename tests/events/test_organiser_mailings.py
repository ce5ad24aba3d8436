"""Mails to participants: in the own language, once, whoever is killed in between."""

from typing import Any

import pytest
from django.core import mail as mailbox
from django.db import connection, transaction
from django.test import Client

from accounts.models import OutgoingMail
from accounts.services import DeliveryFailedError, deliver, send_mail
from bilingual.choices import Language
from events.choices import State
from events.exceptions import AlreadySent
from events.models import Booking, Event, Mailing, MailingRecipient, Registration
from events.placeholders import unknown_placeholders
from events.registration_filters import recipients_of
from events.services import mailings
from events.tasks import send_mailing
from events.tokens import manage_address
from tests.events.factories import make_event, make_registration, make_staff
from tests.factories import make_user
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db

TEXTS = {
    "subject_de": "Neues zu {Veranstaltung}",
    "subject_cs": "Novinky k akci {akce}",
    "text_de": "Guten Tag {Vorname} {Nachname},\n\nhier: {Link}",
    "text_cs": "Dobrý den, {jméno} {příjmení},\n\n{odkaz}",
}


@pytest.fixture
def event(db: None) -> Event:
    return make_event("Kooperationstag", title_cs="Den spolupráce", contact_email="team@example.org")


@pytest.fixture
def client(event: Event) -> Client:
    client = Client()
    client.force_login(make_staff(event, user=make_user("organiser@example.com")))
    return client


def person(event: Event, email: str, language: str = "de", **fields: Any) -> Registration:
    """Somebody who reads this language."""
    row = make_registration(event, email=email, **fields)
    Booking.objects.filter(pk=row.booking_id).update(language=language)
    row.refresh_from_db()
    return row


def make_mailing(event: Event, **facts: Any) -> Mailing:
    """A mailing that was not sent yet."""
    return Mailing.objects.create(event=event, **{**TEXTS, **facts})


def start(mailing: Mailing) -> int:
    """Fix the recipients and write all mails."""
    number = mailings.start_mailing(mailing_id=mailing.pk, people=recipients_of(mailing.event, mailing.query))
    send_mailing(mailing_id=mailing.pk)
    return number


def written() -> Any:
    """The mails of mailings in the outbox."""
    return OutgoingMail.objects.filter(purpose="event_mailing").order_by("pk")


def test_everybody_reads_the_own_language(event: Event) -> None:
    german, czech = person(event, "de@example.org", first_name="Erik"), person(event, "cs@example.org", "cs")
    assert start(make_mailing(event)) == 2
    by_address = {mail.recipient: mail for mail in written()}
    assert by_address["de@example.org"].subject == "Neues zu Kooperationstag"
    assert by_address["cs@example.org"].subject == "Novinky k akci Den spolupráce"
    # no greeting beside that of the organiser: the mail is what the preview shows
    assert by_address["de@example.org"].text.startswith("Guten Tag Erik")
    assert "Team von Glokal" not in by_address["de@example.org"].text
    assert manage_address(german, "de") in by_address["de@example.org"].text
    assert manage_address(czech, "cs") in by_address["cs@example.org"].text
    assert by_address["cs@example.org"].headers == {"Reply-To": "team@example.org"}
    assert by_address["cs@example.org"].language == "cs"


def test_one_mail_for_each_address(event: Event) -> None:
    first = person(event, "team@example.org")
    second = person(event, "x@example.org")
    Registration.objects.filter(pk=second.pk).update(email="")
    Booking.objects.filter(pk=second.booking_id).update(email="team@example.org")
    assert start(make_mailing(event)) == 1
    assert MailingRecipient.objects.get().registration == first


def test_who_gets_nothing(event: Event) -> None:
    person(event, "gone@example.org", state=State.CANCELLED)
    Booking.objects.filter(pk=person(event, "unknown@example.org").booking_id).update(verified_at=None)
    make_registration(make_event(), email="foreign@example.org")
    person(event, "yes@example.org", state=State.WAITING)
    start(make_mailing(event))
    assert [mail.recipient for mail in written()] == ["yes@example.org"]


def test_the_filter_chooses_also_those_who_have_cancelled(event: Event) -> None:
    person(event, "gone@example.org", state=State.CANCELLED)
    person(event, "here@example.org")
    start(make_mailing(event, query="state=cancelled"))
    assert [mail.recipient for mail in written()] == ["gone@example.org"]


def test_nothing_is_sent_twice(event: Event) -> None:
    for number in range(3):
        person(event, f"p{number}@example.org")
    mailing = make_mailing(event)
    start(mailing)
    send_mailing(mailing_id=mailing.pk)
    with pytest.raises(AlreadySent):
        mailings.start_mailing(mailing_id=mailing.pk, people=recipients_of(event, ""))
    assert written().count() == 3
    mailing.refresh_from_db()
    assert mailing.finished_at
    # a mail that was deleted from the outbox later is not written anew
    written().delete()
    send_mailing(mailing_id=mailing.pk)
    assert not written().exists()


class Killed(BaseException):
    """The worker is gone."""


def test_a_worker_that_is_killed_in_a_batch_leaves_no_half_of_it(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailings, "BATCH", 2)
    for number in range(5):
        person(event, f"p{number}@example.org")
    mailing = make_mailing(event)
    mailings.start_mailing(mailing_id=mailing.pk, people=recipients_of(event, ""))
    calls: list[str] = []

    def die(**arguments: Any) -> Any:
        calls.append(arguments["to"])
        if len(calls) == 4:
            raise Killed
        return send_mail(**arguments)

    monkeypatch.setattr(mailings, "send_mail", die)
    with pytest.raises(Killed):
        send_mailing(mailing_id=mailing.pk)
    # the first batch stands, of the second one nothing
    assert written().count() == 2
    assert MailingRecipient.objects.filter(mail=None).count() == 3
    mailing.refresh_from_db()
    assert mailing.finished_at is None
    assert mailings.requeue_unfinished() == 1
    send_mailing(mailing_id=mailing.pk)
    assert sorted(mail.recipient for mail in written()) == [f"p{number}@example.org" for number in range(5)]
    assert mailings.requeue_unfinished() == 0


@pytest.mark.django_db(transaction=True)
def test_a_broken_connection_sends_nothing_and_the_next_worker_everything(event: Event) -> None:
    for number in range(3):
        person(event, f"p{number}@example.org")
    mailing = make_mailing(event)
    mailings.start_mailing(mailing_id=mailing.pk, people=recipients_of(event, ""))

    def work_and_break() -> None:
        with transaction.atomic():
            mailings.send_batch(mailing_id=mailing.pk)
            connection.close()
            assert Mailing.objects.exists()

    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the driver says
        work_and_break()
    connection.close()
    assert not written().exists()
    send_mailing(mailing_id=mailing.pk)
    send_mailing(mailing_id=mailing.pk)
    assert written().count() == 3
    assert not MailingRecipient.objects.filter(mail=None).exists()


def test_the_log_says_what_became_of_each_mail(client: Client, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        person(event, f"p{number}@example.org")
    mailing = make_mailing(event)
    start(mailing)
    sent, failed, _waiting = written()
    deliver(mail_id=sent.pk)
    monkeypatch.setattr("accounts.services.mails._hand_over", lambda _mail: "SMTPRecipientsRefused: 550 unknown user")
    with pytest.raises(DeliveryFailedError):
        deliver(mail_id=failed.pk)
    page = Page(client.get(url("de", "event_mailing", event.pk, mailing.pk)))
    assert "550 unknown user" in page.source
    response = client.get(url("de", "event_mailing", event.pk, mailing.pk) + "?show=failed")
    assert [row.address for row in response.context["recipients"]] == ["p1@example.org"]
    numbers = client.get(url("de", "event_mailings", event.pk)).context["mailings"][0]
    assert (numbers.sent, numbers.failed, numbers.waiting) == (1, 1, 1)
    assert len(mailbox.outbox) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_written_looked_at_tried_and_sent(client: Client, event: Event, language: str) -> None:
    row = person(event, "erik@example.org", first_name="Erik", last_name="Wagner")
    person(event, "jana@example.org", "cs")
    new = url(language, "event_mailing_new", event.pk) + "?country=DE&sort=name"
    page = Page(client.get(new))
    assert page.status == 200
    address = client.post(new, {**TEXTS, "who": "all"})["Location"]
    mailing = Mailing.objects.get()
    assert address == url(language, "event_mailing", event.pk, mailing.pk)
    assert mailing.query == "country=DE&sort=name"
    preview = Page(client.get(address))
    assert "Guten Tag Erik Wagner," in preview.source
    assert "Novinky k akci Den spolupráce" in preview.source
    # nobody but the person gets the own link
    assert manage_address(row, "de") not in preview.source
    assert "hier: [" in preview.source
    steps = url(language, "event_mailing_step", event.pk, mailing.pk)
    client.post(steps, {"step": "test"})
    assert {mail.recipient for mail in written()} == {"organiser@example.com"}
    assert written().count() == len(Language)
    assert manage_address(row, "de") not in written().first().text
    client.post(steps, {"step": "send"})
    client.post(steps, {"step": "send"})
    assert MailingRecipient.objects.count() == 2
    assert client.get(url(language, "event_mailing_edit", event.pk, mailing.pk)).status_code == 404
    client.post(steps, {"step": "delete"})
    assert Mailing.objects.exists()


def test_people_without_a_place_get_it_only_when_chosen(client: Client, event: Event) -> None:
    person(event, "place@example.org", segments=["press"])
    person(event, "waits@example.org", segments=["press"], state=State.WAITING)
    new = url("de", "event_mailing_new", event.pk) + "?segment=press"
    response = client.get(new)
    assert response.context["form"]["who"].value() == "placed"
    assert (response.context["placed"], response.context["without_place"]) == (1, 1)
    preview = client.get(client.post(new, {**TEXTS, "who": "placed"})["Location"])
    mailing = Mailing.objects.get()
    assert mailing.query == "segment=press&state=confirmed"
    assert (preview.context["number"], preview.context["without_place"]) == (1, 0)
    client.post(url("de", "event_mailing_edit", event.pk, mailing.pk), {**TEXTS, "who": "all"})
    preview = client.get(url("de", "event_mailing", event.pk, mailing.pk))
    assert (preview.context["number"], preview.context["without_place"]) == (2, 1)


def test_a_list_of_a_state_needs_no_choice(client: Client, event: Event) -> None:
    person(event, "waits@example.org", state=State.WAITING)
    new = url("de", "event_mailing_new", event.pk) + "?state=waiting"
    assert "who" not in client.get(new).context["form"].fields
    client.post(new, TEXTS)
    assert Mailing.objects.get().query == "state=waiting"


def test_words_in_braces_that_mean_nothing_are_named(client: Client, event: Event) -> None:
    page = Page(client.post(url("de", "event_mailing_new", event.pk), {**TEXTS, "text_de": "Hallo {Name}!"}))
    assert page.status == 422
    assert "{Name}" in page.error("text_de")
    assert page.form("seen")["subject_cs"] == ["Novinky k akci {akce}"]
    assert unknown_placeholders("{ first  name } {VORNAME} {jméno}") == []


def test_an_empty_list_is_not_sent(client: Client, event: Event) -> None:
    mailing = make_mailing(event)
    client.post(url("de", "event_mailing_step", event.pk, mailing.pk), {"step": "send"})
    mailing.refresh_from_db()
    assert mailing.started_at is None
    client.post(url("de", "event_mailing_step", event.pk, mailing.pk), {"step": "delete"})
    assert not Mailing.objects.exists()


def test_what_a_name_contains_is_no_markup(event: Event) -> None:
    person(event, "x@example.org", first_name="<b>{event}</b>")
    start(make_mailing(event))
    mail = written().get()
    assert "<b>{event}</b>" in mail.text
    assert "&lt;b&gt;{event}&lt;/b&gt;" in mail.html


def test_a_list_chosen_by_what_is_no_more_reaches_nobody(client: Client, event: Event) -> None:
    row = person(event, "x@example.org", segments=["Presse"])
    mailing = make_mailing(event, query="segment=Presse")
    assert recipients_of(event, mailing.query).count() == 1
    Registration.objects.filter(pk=row.pk).update(segments=[])
    assert recipients_of(event, mailing.query).count() == 0
    client.post(url("de", "event_mailing_step", event.pk, mailing.pk), {"step": "send"})
    assert not written().exists()


def test_more_filters_than_can_be_kept_are_refused_and_not_cut_off(client: Client, event: Event) -> None:
    names = [f"Gruppe mit einem sehr langen Namen {number}" for number in range(15)]
    person(event, "x@example.org", segments=names)
    query = "&".join(f"segment={name.replace(' ', '+')}" for name in names)
    page = Page(client.post(f"{url('de', 'event_mailing_new', event.pk)}?{query}", TEXTS))
    assert page.status == 422
    assert page.form("seen")["subject_de"] == [TEXTS["subject_de"]]
    assert not Mailing.objects.exists()
