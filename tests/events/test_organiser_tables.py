"""The list of registrations as a table, in which nothing runs that somebody typed."""

import csv
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from events.choices import State
from events.models import (
    Answer,
    Booking,
    Event,
    ItemBooking,
    Question,
    Registration,
)
from events.spreadsheets import harmless
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.pages import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db: None) -> Event:
    return make_event("Kooperationstag")


@pytest.fixture
def client(event: Event) -> Client:
    client = Client()
    client.force_login(make_staff(event))
    return client


def person(event: Event, last_name: str, **fields: Any) -> Registration:
    """Somebody; what begins with `booking_` is said of the booking."""
    booking = {name.removeprefix("booking_"): fields.pop(name) for name in list(fields) if name.startswith("booking_")}
    row = make_registration(event, last_name=last_name, **fields)
    Booking.objects.filter(pk=row.booking_id).update(**booking)
    return row


def _answer(row: Registration, question: Question, value: Any) -> None:
    Answer.objects.create(registration=row, question=question, value=value)


EVIL = '=HYPERLINK("https://example.org";"x")'


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_table_has_everything_and_no_formula_runs(client: Client, event: Event, suffix: str) -> None:
    item = make_item(event, "Besuch", needs_booking=True)
    question = Question.objects.create(event=event, type="yes_no", label_de="Bus?", label_cs="Autobus?")
    row = person(event, EVIL, organisation_name="+cmd|' /C calc'!A0", needs="@SUM(A1)", segments=["-1"])
    ItemBooking.objects.create(registration=row, item=item, state=State.WAITING, number=1)
    _answer(row, question, False)
    person(event, "Wagner", state=State.CANCELLED)
    response = client.get(url("de", "event_registrations_table", event.pk, suffix) + "?state=confirmed")
    assert f".{suffix}" in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"
    lines = _read(response.content, suffix)
    assert len(lines) == 2
    values = [str(value) for value in lines[1]]
    assert f"'{EVIL}" in values
    assert not [value for value in values if value.startswith(("=", "+", "-", "@"))]
    assert {"Besuch", "Bus?"} <= set(map(str, lines[0]))
    assert len(lines[0]) == len(lines[1])


def _read(content: bytes, suffix: str) -> list[list[Any]]:
    if suffix == "csv":
        return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    return [list(line) for line in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "  =1", "＝1"])
def test_texts_that_look_like_formulas_begin_with_an_apostrophe(text: str) -> None:
    assert harmless(text).startswith("'")


def test_other_texts_stay_as_they_are() -> None:
    assert harmless("Müller & Söhne = gut") == "Müller & Söhne = gut"
    assert harmless(3) == 3
    assert harmless("a\x00b") == "ab"


def test_an_unknown_kind_of_table_does_not_exist(client: Client, event: Event) -> None:
    assert client.get(url("de", "event_registrations_table", event.pk, "exe")).status_code == 404
