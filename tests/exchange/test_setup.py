"""The organiser's pages before the plan: an exchange is made, gets rules, slots, tables and interpreters."""

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.choices import ItemType, StaffRole
from events.models import Event
from exchange.forms.slots import BlockForm
from exchange.models import Exchange, Interpreter, Slot, Table
from exchange.services.resources import drop
from tests.events.factories import make_event, make_item, make_staff
from tests.exchange.factories import (
    make_exchange,
    make_interpreter,
    make_participant,
    make_request,
    make_told_plan,
)
from tests.factories import make_user
from tests.pages import Page

pytestmark = pytest.mark.django_db


def organiser_of(event: Event, role: StaffRole = StaffRole.MAIN) -> Client:
    client = Client()
    client.force_login(make_staff(event, role))
    return client


def fields_of(response: Any) -> dict[str, list[str]]:
    """What the settings would send as they stand."""
    return Page(response).form("seen")


def test_one_click_makes_the_exchange() -> None:
    event = make_event()
    item = make_item(event, "Börse", type=ItemType.EXCHANGE)
    client = organiser_of(event)
    address = reverse("exchange_setup", args=[event.pk])
    page = client.get(address)
    assert page.status_code == 200
    assert reverse("exchange_create", args=[event.pk]) in page.content.decode()
    for _twice in range(2):
        assert client.post(reverse("exchange_create", args=[event.pk])).status_code == 302
    exchange = Exchange.objects.get()
    assert (exchange.item, exchange.is_open) == (item, False)
    assert "exchange-tabs" in client.get(address).content.decode()
    assert address in client.get(reverse("event_plan", args=[event.pk])).content.decode()


@pytest.mark.parametrize("name", ["setup", "slots", "tables", "interpreters", "participants", "requests", "bans"])
def test_strangers_and_door_staff_find_nothing(name: str) -> None:
    exchange = make_exchange()
    address = reverse(f"exchange_{name}", args=[exchange.pk])
    stranger = Client()
    stranger.force_login(make_user())
    assert stranger.get(address).status_code == 404
    assert organiser_of(exchange.event, StaffRole.CHECK_IN).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    support = organiser_of(exchange.event, StaffRole.SUPPORT).get(address)
    assert support.status_code == 200
    assert len(re.findall("<h1", support.content.decode())) == 1


def test_without_an_exchange_the_other_pages_do_not_exist() -> None:
    event = make_event()
    assert organiser_of(event).get(reverse("exchange_slots", args=[event.pk])).status_code == 404


def test_settings_are_saved_and_wrong_ones_come_back() -> None:
    exchange = make_exchange()
    client = organiser_of(exchange.event)
    address = reverse("exchange_setup", args=[exchange.pk])
    data = fields_of(client.get(address))
    wrong = client.post(address, {**data, "most_requests": "2", "most_high": "3", "note_cs": "Vemte si vizitky"})
    assert wrong.status_code == 422
    assert "Vemte si vizitky" in wrong.content.decode()
    assert client.post(address, {**data, "most_requests": "9", "meets": "abroad"}).status_code == 302
    exchange.refresh_from_db()
    assert (exchange.most_requests, exchange.meets, exchange.minds_programme) == (9, "abroad", True)


def test_who_saves_second_is_told() -> None:
    exchange = make_exchange()
    client = organiser_of(exchange.event)
    address = reverse("exchange_setup", args=[exchange.pk])
    data = fields_of(client.get(address))
    Exchange.objects.update(most_requests=20)
    second = client.post(address, {**data, "most_requests": "9"})
    assert second.status_code == 422
    again = {**data, "most_requests": "9", "seen": second.context["form"].data["seen"]}
    assert client.post(address, again).status_code == 302


def test_slots_are_looked_at_before_they_are_saved() -> None:
    exchange = make_exchange(slots=0)
    event = exchange.event
    make_item(event, "Kaffee", hour=10, type=ItemType.BREAK)
    client = organiser_of(event)
    address = reverse("exchange_slots", args=[exchange.pk])
    block = {"day": event.first_day.isoformat(), "start": "09:00", "end": "12:00", "minutes": "25", "pause": "5"}
    preview = client.post(address, {**block, "action": "preview"})
    found = preview.context["found"]
    assert [one.times for one in found] == [
        "09:00–09:25", "09:30–09:55", "10:00–10:25", "10:30–10:55", "11:00–11:25", "11:30–11:55",
    ]  # fmt: skip
    assert [bool(one.item) for one in found] == [False, False, True, True, False, False]
    assert not Slot.objects.exists()
    chosen = [one.key for one in found if not one.item]
    assert client.post(address, {**block, "action": "save", "slot": chosen}).status_code == 302
    assert Slot.objects.count() == 4
    # the same form of a second organiser adds nothing
    client.post(address, {**block, "action": "save", "slot": chosen})
    assert Slot.objects.count() == 4
    assert all(one.slot for one in client.post(address, block).context["found"] if not one.item)


@pytest.mark.parametrize("changes", [{"end": "08:00"}, {"end": "09:10"}, {"day": "2020-01-01"}, {"minutes": "0"}])
def test_blocks_that_make_no_sense_come_back(changes: dict[str, str]) -> None:
    exchange = make_exchange(slots=0)
    day = exchange.event.first_day.isoformat()
    block = {"day": day, "start": "09:00", "end": "10:00", "minutes": "20", "pause": "5", **changes}
    page = organiser_of(exchange.event).post(reverse("exchange_slots", args=[exchange.pk]), block)
    assert page.status_code == 422
    assert page.context["form"].errors


def test_the_next_block_begins_behind_the_slots_that_are_there() -> None:
    exchange = make_exchange(slots=0)
    event = exchange.event
    start = timezone.make_aware(datetime.combine(event.first_day, time(9)))
    Slot.objects.create(exchange=exchange, starts_at=start, ends_at=start + timedelta(minutes=20))
    item = make_item(event, "Börse", type=ItemType.EXCHANGE)
    item.starts_at, item.ends_at = start, start + timedelta(hours=2)
    item.save()
    exchange.item = item
    first = BlockForm(exchange=exchange).initial
    assert (first["day"], first["end"]) == (event.first_day, time(11))
    assert first["start"] >= time(9, 20)
    Slot.objects.create(exchange=exchange, starts_at=start + timedelta(hours=1), ends_at=start + timedelta(hours=2))
    assert BlockForm(exchange=exchange).initial["start"] is None


def test_dropped_slots_stay_for_the_plan_that_people_know() -> None:
    exchange = make_exchange()
    request = make_request(make_participant(exchange), make_participant(exchange))
    first, second, *_more = exchange.slots.all()
    make_told_plan(exchange, [(request, first, exchange.tables.all()[0])])
    client = organiser_of(exchange.event)
    address = reverse("exchange_slots", args=[exchange.pk])
    data = {"action": "drop", "ticked": [first.pk, second.pk]}
    asked = client.post(address, data)
    assert str(request.source) in asked.content.decode()
    assert exchange.slots.in_use().count() == 4
    assert client.post(address, {**data, "confirmed": "yes"}).status_code == 302
    first.refresh_from_db()
    assert first.dropped_at is not None
    assert not Slot.objects.filter(pk=second.pk).exists()
    assert exchange.slots.in_use().count() == 2


def test_tables_are_numbered_on_and_labels_stand_once() -> None:
    exchange = make_exchange(tables=3)
    client = organiser_of(exchange.event)
    address = reverse("exchange_tables", args=[exchange.pk])
    client.post(address, {"action": "add", "number": "2"})
    assert list(exchange.tables.values_list("label", flat=True)) == ["1", "2", "3", "4", "5"]
    assert client.post(address, {"action": "add", "number": "1000"}).status_code == 422
    table, host = exchange.tables.all()[0], make_participant(exchange)
    page = reverse("exchange_table", args=[exchange.pk, table.pk])
    assert client.post(page, {"label": "2"}).status_code == 422
    slot = exchange.slots.all()[0]
    assert client.post(page, {"label": "A1", "host": host.pk, "away": [slot.pk]}).status_code == 302
    table.refresh_from_db()
    assert (table.label, table.host, table.away) == ("A1", host, [slot.pk])
    taken = reverse("exchange_table", args=[exchange.pk, exchange.tables.reverse()[0].pk])
    assert client.post(taken, {"label": "9", "host": host.pk}).status_code == 422
    assert "A1" in client.get(address).content.decode()


def test_a_dropped_table_lets_its_host_go() -> None:
    exchange = make_exchange(tables=1)
    table, host = exchange.tables.get(), make_participant(exchange)
    Table.objects.update(host=host)
    request = make_request(host, make_participant(exchange))
    make_told_plan(exchange, [(request, exchange.slots.all()[0], table)])
    drop(exchange_id=exchange.pk, model=Table, ids=[table.pk])
    table.refresh_from_db()
    assert (table.host, table.dropped_at is None) == (None, False)


def test_interpreters_come_and_go() -> None:
    exchange = make_exchange()
    client = organiser_of(exchange.event)
    slot = exchange.slots.all()[0]
    new = reverse("exchange_interpreter_new", args=[exchange.pk])
    assert client.get(new).status_code == 200
    assert client.post(new, {"name": ""}).status_code == 422
    client.post(new, {"name": "Eva Malá", "email": "eva@example.org", "away": [slot.pk]})
    row = Interpreter.objects.get()
    assert (row.name, row.away) == ("Eva Malá", [slot.pk])
    address = reverse("exchange_interpreters", args=[exchange.pk])
    assert "Eva Malá" in client.get(address).content.decode()
    client.post(address, {"action": "drop", "ticked": [row.pk]})
    assert not Interpreter.objects.exists()


def test_rows_of_another_exchange_are_not_touched() -> None:
    exchange, other = make_exchange(), make_exchange()
    client = organiser_of(exchange.event)
    foreign = make_interpreter(other)
    assert client.get(reverse("exchange_interpreter", args=[exchange.pk, foreign.pk])).status_code == 404
    tables = list(other.tables.values_list("pk", flat=True))
    client.post(reverse("exchange_tables", args=[exchange.pk]), {"action": "drop", "ticked": tables})
    assert other.tables.count() == 3


@pytest.mark.parametrize("name", ["tables", "slots", "interpreters"])
def test_lists_cost_the_same_with_one_row_and_with_three(name: str) -> None:
    counts = []
    for number in (1, 3):
        exchange = make_exchange(slots=number, tables=number)
        for table in exchange.tables.all():
            Table.objects.filter(pk=table.pk).update(host=make_participant(exchange))
            make_interpreter(exchange)
        client = organiser_of(exchange.event)
        address = reverse(f"exchange_{name}", args=[exchange.pk])
        client.get(address)
        counts.append(_statements(client, address))
    assert counts[0] == counts[1]


def _statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return len(caught)
