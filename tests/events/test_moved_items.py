"""Time or place change after people have booked: the organiser is asked, people hear of it once, calendars follow."""

from base64 import b64decode
from datetime import time, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import OutgoingMail
from events.choices import State
from events.models import Event, ItemBooking, ItemMove, ProgrammeItem, Registration, RegistrationStep
from events.programme import programme_of
from events.services.letters import Letter
from events.services.moves import due_moves, tell_move
from events.services.places import bookable_items
from events.services.programme import shift_item
from events.services.writing import write_letter
from tests.events.factories import make_event, make_item, make_registration, make_staff
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


def booked(event: Event, state: State = State.CONFIRMED, **fields: Any) -> tuple[ProgrammeItem, Registration]:
    item = make_item(event, "Werksbesuch", needs_booking=True, capacity=5, **fields)
    person = make_registration(event)
    ItemBooking.objects.create(registration=person, item=item, state=state, number=person.number)
    return item, person


def step(client: Client, item: ProgrammeItem, name: str) -> Any:
    return client.post(url("de", "event_item_step", item.event_id, item.pk), {"step": name}, follow=True)


def letters(letter: Letter) -> list[dict[str, Any]]:
    jobs = ProcrastinateJob.objects.filter(task_name="events.write_letter").values_list("args", flat=True)
    return [args for args in jobs if args["letter"] == letter]


def entry_of(mail: OutgoingMail) -> Any:
    found = icalendar.Calendar.from_ical(b64decode(mail.attachments[-1]["content"]))
    return found.walk("VEVENT")[0]


def test_several_moves_are_told_once_when_it_is_quiet(client: Client, event: Event) -> None:
    item, person = booked(event)
    for _click in range(2):
        page = Page(step(client, item, "later"))
    assert 'name="step" value="tell"' in page.source
    move = ItemMove.objects.get()
    assert move.starts_at == item.starts_at
    assert letters(Letter.ITEM_CHANGED) == []
    assert due_moves() == []
    assert due_moves(timezone.now() + timedelta(minutes=16)) == [(event.pk, item.pk)]
    assert tell_move(event_id=event.pk, item_id=item.pk) == 1
    assert tell_move(event_id=event.pk, item_id=item.pk) == 0
    (job,) = letters(Letter.ITEM_CHANGED)
    assert job["registration_id"] == person.pk


def test_what_is_moved_back_is_not_told(client: Client, event: Event) -> None:
    item, _person = booked(event)
    step(client, item, "later")
    step(client, item, "earlier")
    assert not ItemMove.objects.exists()


def test_the_organiser_may_say_no(client: Client, event: Event) -> None:
    item, _person = booked(event)
    step(client, item, "later")
    step(client, item, "quiet")
    assert not ItemMove.objects.exists()
    assert letters(Letter.ITEM_CHANGED) == []


@pytest.mark.parametrize("state", [State.CANCELLED, State.LAPSED])
def test_nobody_is_told_who_has_given_the_place_back(client: Client, event: Event, state: State) -> None:
    item, _person = booked(event, state)
    step(client, item, "later")
    assert not ItemMove.objects.exists()


def test_a_draft_has_nobody_who_follows(client: Client, event: Event) -> None:
    item, _person = booked(event)
    Event.objects.update(status="draft")
    step(client, item, "later")
    assert not ItemMove.objects.exists()


@pytest.mark.parametrize("language", ["de", "cs"])
def test_the_mail_says_when_and_brings_the_same_calendar_entry(event: Event, language: str) -> None:
    item, person = booked(event)
    person.booking.language = language
    person.booking.save()
    write_letter(registration_id=person.pk, letter=Letter.BOOKED, occasion=0)
    shift_item(event_id=event.pk, item_id=item.pk, actor=None, minutes=45)
    assert write_letter(registration_id=person.pk, letter=Letter.ITEM_CHANGED, occasion=1, item_id=item.pk)
    first, second = OutgoingMail.objects.order_by("pk")
    assert "10:45" in second.text
    before, after = entry_of(first), entry_of(second)
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "10:45" in after["DESCRIPTION"]


def test_an_item_called_off_frees_its_places_and_stays_in_the_programme(client: Client, event: Event) -> None:
    item, person = booked(event)
    for _click in range(2):
        step(client, item, "call_off")
    item.refresh_from_db()
    assert item.called_off_at
    assert person.item_bookings.get().state == State.CANCELLED
    assert len(letters(Letter.ITEM_CALLED_OFF)) == 1
    assert write_letter(registration_id=person.pk, letter=Letter.ITEM_CALLED_OFF, occasion=1, item_id=item.pk)
    assert "Werksbesuch" in OutgoingMail.objects.get().subject
    assert not bookable_items(event.pk).exists()
    (day,) = programme_of(event).days
    assert "event-off" in day.slots[0].items
    assert RegistrationStep.objects.filter(registration=person, item=item, state=State.CANCELLED).count() == 1


def test_an_item_that_is_booked_cannot_be_deleted_before_it_is_called_off(client: Client, event: Event) -> None:
    item, _person = booked(event)
    step(client, item, "delete")
    assert ProgrammeItem.objects.filter(pk=item.pk).exists()
    step(client, item, "call_off")
    step(client, item, "delete")
    assert not ProgrammeItem.objects.filter(pk=item.pk).exists()


def edit(client: Client, event: Event, **changes: Any) -> Page:
    address = url("de", "event_edit", event.pk)
    data = Page(client.get(address)).form("version")
    return Page(client.post(address, {**data, "action": "save", **changes}))


@pytest.mark.parametrize(("answer", "told"), [("yes", 1), ("no", 0)])
def test_a_new_time_of_the_event_asks_whether_people_are_told(
    client: Client, event: Event, answer: str, told: int
) -> None:
    make_registration(event)
    page = edit(client, event, starts_at="11:00")
    event.refresh_from_db()
    assert event.starts_at == time(9)
    asked = page.form("version")
    assert asked["tell_participants"] == ["yes"]
    client.post(url("de", "event_edit", event.pk), {**asked, "tell_participants": answer, "action": "save"})
    event.refresh_from_db()
    assert event.starts_at == time(11)
    assert len(letters(Letter.CHANGED)) == told


def test_nothing_is_asked_where_nobody_is_registered_or_nothing_moves(client: Client, event: Event) -> None:
    edit(client, event, starts_at="11:00")
    event.refresh_from_db()
    assert event.starts_at == time(11)
    make_registration(event)
    edit(client, event, contact_name="Eva Kolářová")
    event.refresh_from_db()
    assert event.contact_name == "Eva Kolářová"


def test_the_programme_takes_as_many_statements_for_three_moved_items_as_for_one(
    client: Client, event: Event, django_assert_num_queries: Any
) -> None:
    address = url("de", "event_programme", event.pk)
    client.get(address)
    for more in (1, 2):
        for _number in range(more):
            item, _person = booked(event)
            shift_item(event_id=event.pk, item_id=item.pk, actor=None, minutes=15)
        with django_assert_num_queries(6):
            client.get(address)
