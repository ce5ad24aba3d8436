"""The pages of the door: for staff, without a script, and what devices fetch and send."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.choices import StaffRole, State
from events.models import Registration, Tick
from events.services.checking_in import code_hash, seen, tick_in
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.events.ticks import as_json, make_tick, post
from tests.factories import make_user
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


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
    # let in before those who are let in became participants
    Tick.objects.create(event=event, registration=came, at=timezone.now())
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
    ticks = [as_json(make_tick(make_registration(event))) for _number in range(3)]
    for _attempt in range(2):
        answer = post(client, event, *ticks)
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
    assert post(client, event, as_json(make_tick(make_registration(event)))).status_code == 403
    assert Tick.objects.count() == 0


def test_who_is_signed_out_is_told_so(client: Client) -> None:
    event = make_event()
    assert client.get(url("de", "event_people", event.pk)).status_code == 401
    assert post(client, event).status_code == 401


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
        with django_assert_num_queries(12):
            client.get(url("de", "event_check_in", event.pk), {"q": "nov"})
        with django_assert_num_queries(7):
            client.get(url("de", "event_people", event.pk))
        people = list(event.registrations.all())
        with django_assert_num_queries(10):
            post(client, event, *[as_json(make_tick(person)) for person in people])
