"""The door: ticks that are neither lost nor doubled, whoever sends them how often; search, counts, walk-ins."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from events.choices import Direction, StaffRole, State
from events.models import Event, ItemBooking, Registration, Tick
from events.services.checking_in import (
    SentTick,
    code_hash,
    counts,
    find_people,
    record_ticks,
    seen,
    tick_in,
    undo_tick,
)
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.factories import make_user
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


def _tick(person: Registration, direction: str = "in", *, minutes: int = 0, **facts: Any) -> SentTick:
    values = {"key": uuid4(), "at": timezone.now() + timedelta(minutes=minutes), **facts}
    return SentTick(registration_id=person.pk, direction=Direction(direction), **values)


def _record(event: Event, *ticks: SentTick, **more: Any) -> Any:
    return record_ticks(event_id=event.pk, ticks=ticks, actor=None, **more)


def _sent(tick: SentTick) -> dict[str, Any]:
    return {
        "key": str(tick.key),
        "registration": tick.registration_id,
        "direction": tick.direction,
        "at": tick.at.isoformat(),
        "item": tick.item_id,
        "undone": tick.undone,
    }


def _post(client: Client, event: Event, *ticks: dict[str, Any], sent_at: datetime | None = None) -> Any:
    body = {"sent_at": (sent_at or timezone.now()).isoformat(), "ticks": ticks}
    return client.post(url("de", "event_ticks", event.pk), json.dumps(body), content_type="application/json")


def test_the_same_tick_sent_twice_is_one() -> None:
    event = make_event()
    tick = _tick(make_registration(event))
    assert _record(event, tick).saved == [tick.key]
    assert _record(event, tick, tick).saved == [tick.key]
    assert Tick.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_windows_that_send_the_same_at_once_make_no_tick_twice() -> None:
    event = make_event()
    ticks = [_tick(make_registration(event)) for _number in range(20)]

    def send(turn: int) -> int:
        try:
            batch = ticks if turn % 2 else list(reversed(ticks))
            return len(_record(event, *batch).saved)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(8))) == [20] * 8
    assert Tick.objects.count() == 20


def test_the_later_time_counts_in_whichever_order_ticks_arrive() -> None:
    event = make_event()
    person = make_registration(event)
    went_out, came_in = _tick(person, "out", minutes=-5), _tick(person, "in", minutes=-50)
    _record(event, went_out)
    _record(event, came_in)
    assert seen(event.pk)[person.pk].direction == "out"
    assert counts(event.pk).present == 0
    assert counts(event.pk).came == 1


def test_a_wrong_clock_is_corrected() -> None:
    event = make_event()
    person = make_registration(event)
    wrong = timedelta(hours=3)
    tick = _tick(person, at=timezone.now() + wrong - timedelta(minutes=10))
    _record(event, tick, sent_at=timezone.now() + wrong)
    ago = timezone.now() - Tick.objects.get().at
    assert timedelta(minutes=9) < ago < timedelta(minutes=11)


@pytest.mark.parametrize("moment", [timedelta(days=400), timedelta(days=-400)])
def test_a_senseless_time_counts_as_now(moment: timedelta) -> None:
    event = make_event()
    _record(event, _tick(make_registration(event), at=timezone.now() + moment))
    assert abs(Tick.objects.get().at - timezone.now()) < timedelta(minutes=1)


def test_undoing_brings_back_what_was_before() -> None:
    event = make_event()
    person = make_registration(event)
    came_in, went_out = _tick(person, minutes=-9), _tick(person, "out", minutes=-3)
    _record(event, came_in, went_out)
    assert undo_tick(event_id=event.pk, key=went_out.key)
    assert not undo_tick(event_id=event.pk, key=went_out.key)
    assert seen(event.pk)[person.pk].is_in


def test_an_undone_tick_stays_undone_however_it_arrives() -> None:
    event = make_event()
    person = make_registration(event)
    tick = _tick(person)
    undone = SentTick(tick.key, person.pk, Direction.IN, tick.at, undone=True)
    _record(event, undone)
    _record(event, tick)
    assert seen(event.pk) == {}
    other = _tick(person)
    _record(event, other)
    _record(event, SentTick(other.key, person.pk, Direction.IN, other.at, undone=True))
    assert seen(event.pk) == {}


def test_ticks_of_another_event_are_refused() -> None:
    event, other = make_event(), make_event()
    stranger, own = make_registration(other), make_registration(event)
    item = make_item(other)
    wrong, wrong_item, right = _tick(stranger), _tick(own, item_id=item.pk), _tick(own)
    taken = _record(event, wrong, wrong_item, right)
    assert taken.refused == [wrong.key, wrong_item.key]
    assert taken.saved == [right.key]


def test_rooms_count_for_themselves() -> None:
    event = make_event()
    item = make_item(event, needs_booking=True)
    booked, other = make_registration(event), make_registration(event)
    ItemBooking.objects.create(registration=booked, item=item, state=State.CONFIRMED, number=1)
    _record(event, _tick(booked, item_id=item.pk), _tick(other))
    assert (counts(event.pk).present, counts(event.pk).expected) == (1, 2)
    assert (counts(event.pk, item.pk).present, counts(event.pk, item.pk).expected) == (1, 1)


@pytest.mark.parametrize(
    "words", ["nová", "NOVAK", "jana novák", "Nováková, Jana", "strojírny novak", "{number}", "{code}", "{low_code}"]
)
def test_people_are_found_by_name_number_and_code(words: str) -> None:
    event = make_event()
    person = make_registration(event, last_name="Nováková", organisation_name="Strojírny Žďár")
    make_registration(event, first_name="Petr", last_name="Šustr")
    typed = words.format(number=person.number, code=person.formatted_code, low_code=person.code.lower())
    assert find_people(event.pk, typed) == [person]


@pytest.mark.parametrize("words", ["", " ", "xyz", "99999999999999", "ABCDEFGHJK"])
def test_nobody_is_found_for_senseless_words(words: str) -> None:
    event = make_event()
    make_registration(event)
    assert find_people(event.pk, words) == []


def test_the_page_works_without_a_script(client: Client) -> None:
    event = make_event()
    person = make_registration(event, last_name="Čermák")
    client.force_login(make_staff(event, StaffRole.CHECK_IN))
    address = url("cs", "event_check_in", event.pk)
    page = Page(client.get(address, {"q": "cermak"}))
    data = {**page.form("registration"), "direction": "in"}
    response = client.post(url("cs", "event_tick", event.pk), data, follow=True)
    assert response.redirect_chain[0][0] == f"{address}?q=cermak"
    assert seen(event.pk)[person.pk].is_in
    undo = Page(response).form("key")
    client.post(url("cs", "event_undo_tick", event.pk), undo)
    assert seen(event.pk) == {}


def test_the_page_shows_who_waits_for_a_place(client: Client) -> None:
    event = make_event()
    make_registration(event, last_name="Wartet", state=State.WAITING)
    client.force_login(make_staff(event))
    response = client.get(url("de", "event_check_in", event.pk), {"q": "wartet"})
    assert str(State.WAITING.label) in response.content.decode()


def test_devices_get_no_more_than_they_need(client: Client) -> None:
    event = make_event()
    person = make_registration(event, needs="Rollstuhl", organisation_name="Glas GmbH")
    make_registration(event, state=State.CANCELLED)
    tick_in(registration=person, actor=None)
    client.force_login(make_staff(event, StaffRole.CHECK_IN))
    response = client.get(url("de", "event_people", event.pk))
    (row,) = response.json()["people"]
    assert set(row) == {"id", "name", "organisation", "number", "hash", "expected", "direction", "at", "key"}
    assert row["hash"] == code_hash(event.pk, person.code)
    assert person.code not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_devices_know_who_waits_for_a_place_or_came_all_the_same(client: Client) -> None:
    event = make_event()
    item = make_item(event, needs_booking=True)
    make_registration(event, last_name="A", state=State.WAITING)
    make_registration(event, last_name="B", state=State.CANCELLED)
    came = make_registration(event, last_name="C", state=State.CANCELLED)
    make_registration(event, last_name="D")
    tick_in(registration=came, actor=None)
    client.force_login(make_staff(event))
    address = url("de", "event_people", event.pk)
    people = client.get(address).json()["people"]
    assert [(row["name"].split()[-1], row["expected"]) for row in people] == [("A", False), ("C", False), ("D", True)]
    assert people[0]["note"] == str(State.WAITING.label)
    in_room = client.get(address, {"item": str(item.pk)}).json()["people"]
    assert [row["expected"] for row in in_room] == [False, False]


def test_a_device_sends_until_it_gets_an_answer(client: Client) -> None:
    event = make_event()
    user = make_staff(event, StaffRole.CHECK_IN)
    client.force_login(user)
    ticks = [_sent(_tick(make_registration(event))) for _number in range(3)]
    for _attempt in range(2):
        answer = _post(client, event, *ticks)
        assert answer.status_code == 200
        assert sorted(answer.json()["saved"]) == sorted(tick["key"] for tick in ticks)
    assert Tick.objects.filter(by=user).count() == 3


@pytest.mark.parametrize(
    "body", ["", "x", "[]", "{}", '{"ticks": [1], "sent_at": "2027-01-01T10:00:00Z"}', '{"ticks": [], "sent_at": "x"}',
             '{"ticks": [{"registration": 1, "direction": "in"}], "sent_at": "2027-01-01T10:00:00Z"}']
)  # fmt: skip
def test_a_senseless_batch_is_refused(client: Client, body: str) -> None:
    event = make_event()
    client.force_login(make_staff(event))
    answer = client.post(url("de", "event_ticks", event.pk), body, content_type="application/json")
    assert answer.status_code == 400


def test_a_script_must_have_the_token() -> None:
    event = make_event()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_staff(event))
    assert _post(client, event, _sent(_tick(make_registration(event)))).status_code == 403
    assert Tick.objects.count() == 0


def test_who_is_signed_out_is_told_so(client: Client) -> None:
    event = make_event()
    assert client.get(url("de", "event_people", event.pk)).status_code == 401
    assert _post(client, event).status_code == 401


VIEWS = ["event_check_in", "event_people", "event_check_in_worker", "event_walk_in"]


@pytest.mark.parametrize("view", VIEWS)
def test_the_door_is_for_staff_of_the_event(client: Client, view: str) -> None:
    event = make_event()
    address = url("de", view, event.pk)
    for stranger in (make_user(), make_staff(make_event())):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    for role in StaffRole:
        client.force_login(make_staff(event, role))
        assert client.get(address).status_code == 200


def test_a_walk_in_is_registered_and_inside(client: Client) -> None:
    event = make_event()
    client.force_login(make_staff(event, StaffRole.CHECK_IN))
    address = url("de", "event_walk_in", event.pk)
    data = Page(client.get(address)).form("last_name") | {"first_name": "Ota", "last_name": "Náhlý", "country": "CZ"}
    assert client.post(address, data).status_code == 302
    person = Registration.objects.get(event=event)
    assert person.is_walk_in
    assert person.booking.country == "CZ"
    assert seen(event.pk)[person.pk].is_in


def test_a_full_event_asks_before_it_lets_in_more(client: Client) -> None:
    event = make_event()
    event.desk.capacity = 1
    event.desk.save()
    make_registration(event)
    client.force_login(make_staff(event, StaffRole.CHECK_IN))
    address = url("de", "event_walk_in", event.pk)
    data = Page(client.get(address)).form("last_name") | {"first_name": "Ota", "last_name": "Náhlý"}
    page = Page(client.post(address, data))
    assert page.error("beyond")
    assert Registration.objects.filter(event=event).count() == 1
    client.post(address, page.form("last_name") | {"beyond": "on"})
    assert Registration.objects.filter(event=event, is_walk_in=True).count() == 1


def test_the_door_takes_as_many_statements_for_three_people_as_for_one(
    client: Client, django_assert_num_queries: Any
) -> None:
    event = make_event()
    client.force_login(make_staff(event))
    for more in (1, 2):
        for _number in range(more):
            tick_in(registration=make_registration(event), actor=None)
        with django_assert_num_queries(11):
            client.get(url("de", "event_check_in", event.pk), {"q": "nov"})
        with django_assert_num_queries(6):
            client.get(url("de", "event_people", event.pk))
        people = list(event.registrations.all())
        with django_assert_num_queries(9):
            _post(client, event, *[_sent(_tick(person)) for person in people])
