"""Calendars that other programs read: feeds, and the invitation of one person with its changes."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone
from pytest_django import Settings

from events.choices import Precision, State
from events.icalendar import calendar, filename
from tests.events.factories import make_event, make_registration

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.SITE_URL = "https://glokal.example"


def _read(text: bytes) -> tuple[Any, list[Any]]:
    found = icalendar.Calendar.from_ical(text)
    return found, list(found.walk("VEVENT"))


def test_an_event_stands_at_its_hours_in_its_time_zone() -> None:
    event = make_event("Příliš žluťoučký kůň; größer, schöner", town="Ústí nad Labem", first_day=date(2027, 7, 1),
                       last_day=date(2027, 7, 1), sequence=3)  # fmt: skip
    text = calendar([event], language="de")
    found, [entry] = _read(text)
    assert found["METHOD"] == "PUBLISH"
    assert entry["UID"] == f"event-{event.pk}@glokal.example"
    assert entry["SUMMARY"] == "Příliš žluťoučký kůň; größer, schöner"
    assert entry["SEQUENCE"] == 3
    assert entry.decoded("DTSTART") == datetime(2027, 7, 1, 9, tzinfo=BERLIN)
    assert entry.decoded("DTEND") == datetime(2027, 7, 1, 16, tzinfo=BERLIN)
    assert b"DTSTART;TZID=Europe/Berlin:20270701T090000" in text
    assert "ORGANIZER" not in entry
    assert "ATTENDEE" not in entry


def test_lines_are_folded_at_75_bytes_and_escaped() -> None:
    text = calendar([make_event("Kooperationsbörse für Zulieferer, " * 4, venue="Hala A; 1. patro")], language="de")
    lines = text.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert rb"LOCATION:Hala A\; 1. patro\, 02763 Zittau" in text


def test_summer_time_is_told_by_its_rule() -> None:
    text = calendar([make_event()], language="de")
    assert text.count(b"BEGIN:VTIMEZONE") == 1
    found: Any = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")[0]
    zone = found.to_tz()
    for day, hours in ((date(2027, 1, 15), 1), (date(2027, 7, 15), 2), (date(2035, 3, 26), 2), (date(2035, 3, 24), 1)):
        noon = datetime.combine(day, time(12))
        assert zone.utcoffset(noon) == timedelta(hours=hours) == BERLIN.utcoffset(noon)


def test_a_half_year_is_its_whole_days_and_says_so() -> None:
    event = make_event(first_day=date(2027, 1, 1), last_day=date(2027, 6, 30), precision=Precision.HALF_YEAR)
    text = calendar([event], language="cs")
    _found, [entry] = _read(text)
    assert entry.decoded("DTSTART") == date(2027, 1, 1)
    assert entry.decoded("DTEND") == date(2027, 7, 1)
    assert entry["STATUS"] == "TENTATIVE"
    assert entry["TRANSP"] == "TRANSPARENT"
    assert "1. pololetí 2027" in entry["SUMMARY"]
    assert "1. pololetí 2027" in entry["DESCRIPTION"]
    assert b"VTIMEZONE" not in text


def test_an_invitation_names_both_sides_and_keeps_its_uid() -> None:
    event = make_event(sequence=2, contact_email="info@example.org", online_url="https://online.example.org/1")
    person = make_registration(event, sequence=1, last_name="Dvořáková, MBA")
    found, [entry] = _read(calendar([event], language="cs", registration=person))
    assert found["METHOD"] == "REQUEST"
    assert entry["UID"] == f"registration-{person.code}@glokal.example"
    assert entry["SEQUENCE"] == 3
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["ORGANIZER"] == "mailto:info@example.org"
    assert entry["ATTENDEE"] == f"mailto:{person.email}"
    assert entry["ATTENDEE"].params["CN"] == "Jana Dvořáková, MBA"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert "https://online.example.org/1" in entry["DESCRIPTION"]
    assert filename(event, person).endswith(f"{person.code}.ics")


def test_who_waits_has_no_place_yet_and_no_online_address() -> None:
    event = make_event(online_url="https://online.example.org/1")
    person = make_registration(event, state=State.WAITING)
    _found, [entry] = _read(calendar([event], language="de", registration=person))
    assert entry["STATUS"] == "TENTATIVE"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "TENTATIVE"
    assert "online.example.org" not in entry["DESCRIPTION"]


@pytest.mark.parametrize("ended", [State.CANCELLED, State.DECLINED, State.LAPSED])
def test_a_cancelled_registration_takes_the_entry_away(ended: State) -> None:
    event = make_event()
    found, [entry] = _read(calendar([event], language="de", registration=make_registration(event, state=ended)))
    assert found["METHOD"] == "CANCEL"
    assert entry["STATUS"] == "CANCELLED"


def test_a_called_off_event_says_so_everywhere() -> None:
    event = make_event(called_off_at=timezone.now(), call_off_reason_de="Der Saal ist überflutet.")
    found, [entry] = _read(calendar([event], language="de"))
    assert found["METHOD"] == "PUBLISH"
    assert entry["STATUS"] == "CANCELLED"
    assert "Der Saal ist überflutet." in entry["DESCRIPTION"]
    found, [entry] = _read(calendar([event], language="de", registration=make_registration(event)))
    assert found["METHOD"] == "CANCEL"


def test_days_without_hours_are_whole_days() -> None:
    event = make_event(starts_at=None, ends_at=None, first_day=date(2027, 3, 12), last_day=date(2027, 3, 13))
    _found, [entry] = _read(calendar([event], language="de"))
    assert entry.decoded("DTSTART") == date(2027, 3, 12)
    assert entry.decoded("DTEND") == date(2027, 3, 14)
    assert entry["TRANSP"] == "OPAQUE"


def test_links_lead_to_the_page_in_the_language_of_the_calendar() -> None:
    event = make_event()
    _found, [entry] = _read(calendar([event], language="cs"))
    assert entry["URL"].startswith("https://glokal.example/cs/")
    assert entry["URL"].endswith(f"/{event.slug}/")
