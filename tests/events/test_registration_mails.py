"""Each mail is written once, by the worker, in the language of the booking, and only while it is true."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import OutgoingMail
from events.choices import State, WaitingMode
from events.models import Booking, Desk, Event, Registration
from events.services.changes import approve, cancel, decline
from events.services.guests import confirm_address
from events.services.letters import Letter, tell_participants_of_change
from events.services.reconfirming import answer, ask, events_to_ask, events_to_remind, remind
from events.services.writing import OF_ITEMS, write_booking, write_letter
from events.tokens import booking_path, manage_path
from tests.events.factories import make_item
from tests.events.signing_up import event_with, person, sign_up, sign_up_one
from tests.factories import make_user
from tests.jobs import empty_job_tables, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def run_jobs(transactional_db: None) -> Iterator[Callable[[], None]]:
    """The worker, until nothing is left to do now."""
    empty_job_tables()
    yield work
    empty_job_tables()


def mails(purpose: str = "") -> list[OutgoingMail]:
    rows = OutgoingMail.objects.filter(purpose__startswith="event_").order_by("pk")
    return list(rows.filter(purpose=purpose) if purpose else rows)


def verified(event: Event, **fields: Any) -> Registration:
    row = sign_up_one(event, **fields)
    confirm_address(booking_id=row.booking_id)
    return row


@pytest.mark.parametrize("language", ["de", "cs"])
def test_the_mails_of_one_form(language: str) -> None:
    event = event_with(2)
    workshop = make_item(event, capacity=1, needs_identity_card=True)
    people = [person(last_name="Nováková", items=[(workshop.pk, None)]), person("petr@example.org"), person()]
    booking = sign_up(event, *people, language=language, name="Jana Nováková")
    write_booking(booking_id=booking.pk)
    (first,) = mails()
    assert (first.purpose, first.recipient, first.language, first.attachments) == (
        "event_verify", booking.email, language, [],
    )  # fmt: skip
    assert booking_path(booking, language) in first.text
    assert confirm_address(booking_id=booking.pk)
    for _twice in range(2):
        write_booking(booking_id=booking.pk)
    assert [mail.purpose for mail in mails()] == ["event_verify", "event_booked", "event_ticket"]
    booked, ticket = mails()[1:]
    jana, petr, third = booking.registrations.order_by("number")
    assert [file["type"] for file in booked.attachments] == ["image/png", "text/calendar"]
    assert b64decode(booked.attachments[0]["content"]).startswith(b"\x89PNG")
    assert jana.code in b64decode(booked.attachments[1]["content"]).decode()
    assert jana.formatted_code in booked.text
    assert str(workshop) in booked.text
    assert third.state == State.WAITING
    assert third.full_name in booked.text
    assert (ticket.recipient, third.full_name in ticket.text) == ("petr@example.org", False)
    assert manage_path(petr, language) in ticket.text
    assert "Jana Nováková" in ticket.text
    for part in (booked.text, booked.html, booked.subject):
        assert "%(" not in part


def test_strangers_are_not_written_to_before_the_contact_is_known() -> None:
    event = event_with(None)
    booking = sign_up(event, person("victim@example.org"), email="somebody@example.org")
    write_booking(booking_id=booking.pk)
    row = booking.registrations.get()
    write_letter(registration_id=row.pk, letter=Letter.KNOWN, occasion=1)
    assert {mail.recipient for mail in mails()} == {"somebody@example.org"}


def test_old_news_are_not_written() -> None:
    event = event_with(1)
    first, second = verified(event), verified(event)
    cancel(registration_id=first.pk)
    second.refresh_from_db()
    sequence = second.sequence
    cancel(registration_id=second.pk)
    assert not write_letter(registration_id=second.pk, letter=Letter.MOVED_UP, occasion=sequence)
    assert write_letter(registration_id=second.pk, letter=Letter.CANCELLED, occasion=sequence + 1)
    assert write_letter(registration_id=second.pk, letter=Letter.CANCELLED, occasion=sequence + 1)
    (mail,) = mails()
    assert b"METHOD:CANCEL" in b64decode(mail.attachments[0]["content"])


def test_a_reason_is_in_the_mail_and_in_no_job() -> None:
    event = event_with(1, needs_approval=True)
    first, second = verified(event), verified(event)
    decline(registration_id=first.pk, actor=make_user(), reason="Nur für Betriebe der Region.")
    write_letter(registration_id=first.pk, letter=Letter.DECLINED, occasion=1)
    (mail,) = mails("event_declined")
    assert "Nur für Betriebe" in mail.text
    assert "Betriebe" not in str(list(ProcrastinateJob.objects.values_list("args", flat=True)))
    approve(registration_id=second.pk, actor=make_user())
    job = ProcrastinateJob.objects.filter(task_name="events.write_letter").latest("id")
    assert job.args == {"registration_id": second.pk, "letter": "confirmed", "occasion": 1}


@pytest.mark.parametrize("letter", list(Letter))
@pytest.mark.parametrize("language", ["de", "cs"])
def test_every_mail_can_be_written(letter: Letter, language: str) -> None:
    from events.services.letter_texts import TEXTS

    event = event_with(3, waiting_mode=WaitingMode.OFFER)
    item = make_item(event, capacity=1)
    row = verified(event, items=[(item.pk, None)])
    Booking.objects.update(language=language)
    state = "confirmed" if State.CONFIRMED in TEXTS[letter].states else TEXTS[letter].states[0]
    until = timezone.now() + timedelta(hours=1)
    Registration.objects.update(state=state, offered_until=until)
    row.item_bookings.update(state=OF_ITEMS.get(letter, ["confirmed"])[0], offered_until=until)
    about = item.pk if letter in OF_ITEMS else None
    assert write_letter(registration_id=row.pk, letter=letter, occasion=1, item_id=about)
    (mail,) = mails()
    assert mail.language == language
    assert manage_path(row, language) in mail.text or booking_path(row.booking, language) in mail.text
    assert "%(" not in mail.subject + mail.text + mail.html


def test_three_days_before_everybody_is_asked_once_and_the_day_before_reminded() -> None:
    event = event_with(1)
    row, waits = verified(event), verified(event)
    sign_up_one(event)
    Booking.objects.update(created_at=timezone.now() - timedelta(days=9))
    begin = timezone.make_aware(datetime.combine(event.first_day, time(9)))
    at = {days: begin - timedelta(days=days) for days in (4, 3, 1, 0)}
    assert events_to_ask(at[4]) == events_to_remind(at[3]) == []
    assert events_to_ask(at[3].replace(hour=6)) == []
    assert events_to_ask(at[3]) == [event.pk]
    assert ask(event_id=event.pk, now=at[3]) == 1
    assert ask(event_id=event.pk, now=at[3]) == 0
    assert events_to_remind(at[1]) == [event.pk]
    assert (remind(event_id=event.pk, now=at[1]), remind(event_id=event.pk, now=at[1])) == (1, 0)
    assert events_to_remind(at[0]) == []
    assert answer(registration_id=row.pk, comes=True).reconfirmed_at
    assert answer(registration_id=row.pk, comes=False).state == State.CANCELLED
    waits.refresh_from_db()
    assert waits.state == State.CONFIRMED
    letters = [job.args["letter"] for job in ProcrastinateJob.objects.filter(task_name="events.write_letter")]
    assert sorted(letters) == ["cancelled", "moved_up", "reconfirm", "reminder"]


def test_a_moved_or_called_off_event_is_told_to_all_and_releases_nobody() -> None:
    event = event_with(1)
    row, waits = verified(event), verified(event)
    Desk.objects.update(reconfirmation_sent_at=timezone.now())
    Registration.objects.update(reconfirmed_at=timezone.now())
    assert tell_participants_of_change(event.pk) == 2
    assert Desk.objects.get().reconfirmation_sent_at is None
    Event.objects.update(called_off_at=timezone.now(), call_off_reason_de="Zu wenige Anmeldungen.", sequence=1)
    assert tell_participants_of_change(event.pk) == 2
    for person_ in (row, waits):
        assert write_letter(registration_id=person_.pk, letter=Letter.CALLED_OFF, occasion=1)
    first, second = mails("event_called_off")
    assert "Zu wenige" in first.text
    assert b"METHOD:CANCEL" in b64decode(first.attachments[0]["content"])
    assert second.attachments == []
    assert Registration.objects.get(pk=row.pk).state == State.CONFIRMED


def test_a_job_that_runs_again_sends_nothing_again(run_jobs: Callable[[], None]) -> None:
    event = event_with(1)
    booking = sign_up(event, person())
    run_jobs()
    assert len(django_mail.outbox) == 1
    # as after a worker that died between its last transaction and its farewell
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'todo' where task_name = 'events.write_booking'")
    run_jobs()
    assert len(django_mail.outbox) == len(mails()) == 1
    confirm_address(booking_id=booking.pk)
    run_jobs()
    assert len(django_mail.outbox) == 2


def test_a_worker_that_dies_in_the_middle_loses_no_mail(
    run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from accounts.services import send_mail
    from events.services import writing

    event = event_with(1)
    booking = sign_up(event, person())

    def die(**values: Any) -> None:
        send_mail(**values)
        raise KeyError("power cut")

    with monkeypatch.context() as patch, pytest.raises(KeyError), transaction.atomic():
        patch.setattr(writing, "send_mail", die)
        write_booking(booking_id=booking.pk)
    assert mails() == []
    run_jobs()
    assert [mail.to for mail in django_mail.outbox] == [[booking.email]]
