"""The door in special cases: people without a place, people without a registration, a phone of two accounts."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from events.choices import StaffRole, State
from events.models import Desk, Event, ItemBooking, Registration, Tick
from events.services.checking_in import SentTick, counts, seen, undo_tick
from events.services.waiting import go_on
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.events.ticks import as_json, make_tick, post, record
from tests.pages import Page, url

pytestmark = pytest.mark.django_db
WITHOUT = [State.WAITING, State.OFFERED, State.REQUESTED, State.CANCELLED]


def full_event() -> Event:
    event = make_event()
    Desk.objects.filter(pk=event.pk).update(capacity=1)
    make_registration(event)
    return event


def state_of(person: Registration) -> str:
    person.refresh_from_db()
    return person.state


@pytest.mark.parametrize("state", WITHOUT)
def test_who_is_let_in_without_a_place_is_a_participant(state: State) -> None:
    event = full_event()
    person = make_registration(event, state=state)
    assert record(event, make_tick(person)).let_in == 1
    assert state_of(person) == State.CONFIRMED
    found = counts(event.pk)
    assert (found.capacity, found.taken, found.over, found.expected) == (1, 2, 1, 2)


def test_whoever_waits_behind_gets_no_place_by_it() -> None:
    event = full_event()
    let_in, waits = (make_registration(event, state=State.WAITING) for _number in range(2))
    record(event, make_tick(let_in))
    assert go_on(event.pk) == []
    assert state_of(waits) == State.WAITING


@pytest.mark.parametrize("way", ["button", "device"])
def test_a_tick_taken_back_brings_the_waiting_list_back(way: str) -> None:
    event = full_event()
    person = make_registration(event, state=State.WAITING)
    tick = make_tick(person)
    record(event, tick)
    if way == "button":
        undo_tick(event_id=event.pk, key=tick.key)
    else:
        record(event, SentTick(tick.key, person.pk, tick.direction, tick.at, undone=True))
    assert state_of(person) == State.WAITING
    # the same once more, which a device does until it gets an answer, changes nothing
    record(event, tick)
    assert state_of(person) == State.WAITING
    record(event, make_tick(person))
    assert state_of(person) == State.CONFIRMED


def test_a_tick_for_a_room_or_out_gives_no_place() -> None:
    event = full_event()
    item = make_item(event)
    person = make_registration(event, state=State.WAITING)
    record(event, make_tick(person, item_id=item.pk), make_tick(person, "out"))
    assert state_of(person) == State.WAITING


def test_items_that_waited_for_the_place_follow() -> None:
    event = full_event()
    item = make_item(event, needs_booking=True, capacity=1)
    person = make_registration(event, state=State.WAITING)
    ItemBooking.objects.create(registration=person, item=item, state=State.WAITING, number=person.number)
    record(event, make_tick(person))
    assert person.item_bookings.get().state == State.CONFIRMED


def test_the_page_says_that_there_are_more_people_than_places(client: Client) -> None:
    event = full_event()
    person = make_registration(event, state=State.WAITING, last_name="Wartet")
    client.force_login(make_staff(event, StaffRole.CHECK_IN))
    page = Page(client.get(url("de", "event_check_in", event.pk), {"q": "wartet"}))
    tick = {**page.form("registration"), "direction": "in"}
    response = client.post(url("de", "event_tick", event.pk), tick, follow=True)
    assert state_of(person) == State.CONFIRMED
    assert 'class="figure" data-over-by>1' in response.content.decode()
    assert client.get(url("de", "event_people", event.pk)).json()["places"] == {"capacity": 1, "taken": 2}


def walk_in(**changes: Any) -> dict[str, Any]:
    at = (timezone.now() - timedelta(minutes=5)).isoformat()
    return {"key": str(uuid4()), "at": at, "first_name": "Ota", "last_name": "Náhlý", "organisation_name": "",
            "email": "", "country": "CZ", "language": "cs", **changes}  # fmt: skip


def send(client: Client, event: Event, *people: dict[str, Any], **more: Any) -> Any:
    body = {"sent_at": timezone.now().isoformat(), "walk_ins": people, **more}
    return client.post(url("de", "event_walk_ins", event.pk), json.dumps(body), content_type="application/json")


def test_people_registered_without_a_network_are_there_once(client: Client) -> None:
    event = full_event()
    client.force_login(make_staff(event, StaffRole.CHECK_IN))
    one, other = walk_in(), walk_in(last_name="Jiný")
    for _attempt in range(2):
        answer = send(client, event, one, other)
        assert set(answer.json()["numbers"]) == {one["key"], other["key"]}
    people = list(Registration.objects.filter(event=event, is_walk_in=True).order_by("number"))
    assert [person.last_name for person in people] == ["Náhlý", "Jiný"]
    assert list(answer.json()["numbers"].values()) == [person.number for person in people]
    assert people[0].booking.language == "cs"
    assert Tick.objects.filter(registration__in=people).count() == 2
    assert timezone.now() - seen(event.pk)[people[0].pk].at > timedelta(minutes=4)


def test_what_cannot_be_read_stays_on_the_device(client: Client) -> None:
    event = make_event()
    client.force_login(make_staff(event, StaffRole.CHECK_IN))
    good, bad = walk_in(), walk_in(last_name="")
    answer = send(client, event, bad, good).json()
    assert answer["refused"] == [bad["key"]]
    assert list(answer["numbers"]) == [good["key"]]


@pytest.mark.parametrize("body", ["", "x", "[]", "{}", '{"walk_ins": [1]}', '{"walk_ins": [], "sent_at": "x"}'])
def test_senseless_people_are_refused(client: Client, body: str) -> None:
    event = make_event()
    client.force_login(make_staff(event))
    address = url("de", "event_walk_ins", event.pk)
    assert client.post(address, body, content_type="application/json").status_code == 400


def test_a_page_of_another_account_sends_nothing_in_the_name_of_this_one(client: Client) -> None:
    event = make_event()
    first, second = make_staff(event), make_staff(event)
    client.force_login(second)
    tick = as_json(make_tick(make_registration(event)))
    body = {"sent_at": timezone.now().isoformat(), "ticks": [tick], "user": str(first.pk)}
    answer = client.post(url("de", "event_ticks", event.pk), json.dumps(body), content_type="application/json")
    assert answer.status_code == 409
    assert send(client, event, walk_in(), user=str(first.pk)).status_code == 409
    assert not Tick.objects.exists()
    assert post(client, event, tick).status_code == 200
    assert Tick.objects.get().by == second


def test_whoever_only_checks_in_can_leave(client: Client) -> None:
    event = make_event()
    user = make_staff(event, StaffRole.CHECK_IN)
    colleague = event.staff.create(user=make_staff(make_event()), role=StaffRole.CHECK_IN)
    client.force_login(user)
    own = event.staff.get(user=user)
    overview = client.get(url("de", "organiser")).content.decode()
    address = url("de", "event_staff_end", event.pk, own.pk)
    assert address in overview
    assert client.get(address).status_code == 200
    assert event.staff.filter(pk=own.pk).exists()
    assert client.post(url("de", "event_staff_end", event.pk, colleague.pk)).status_code == 404
    assert client.post(address).status_code == 302
    assert not event.staff.filter(pk=own.pk).exists()
