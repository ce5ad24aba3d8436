"""Lists of events for feed readers and calendar programs, and single events for a calendar."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import icalendar
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from events.choices import Format
from events.models import Event
from publishing.choices import Status
from search.services import index_now
from tests.events.factories import make_event, make_staff
from tests.pages import LANGUAGES, url

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def publish_all() -> None:
    index_now(kind="event", ids=list(Event.objects.values_list("pk", flat=True)))


@pytest.fixture
def events() -> list[Event]:
    """One that comes in Saxony, one that was in Czechia, one that was long ago."""
    found = [
        make_event("Börse & Ausstellung <neu>", title_cs="Burza", formats=[Format.EXCHANGE]),
        make_event("Workshop", days=-20, country="CZ", region_id="CZ041"),
        make_event("Uralt", days=-500),
    ]
    publish_all()
    return found


def atom(query: str = "", language: str = "de", **headers: str) -> Any:
    return Client().get(f"{url(language, 'event_feed')}{query}", headers=headers)


def titles(answer: Any) -> list[str]:
    root = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.findall(f"{ATOM}entry")]


def summaries(query: str = "", language: str = "de") -> set[str]:
    answer = Client().get(f"{url(language, 'event_calendar_feed')}{query}")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(entry["SUMMARY"]) for entry in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_atom_feed_tells_what_when_and_where(events: list[Event], language: str) -> None:
    answer = atom("?country=DE&format=exchange", language)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    [title] = titles(answer)
    assert title.startswith({"de": "Börse & Ausstellung <neu> (", "cs": "Burza ("}[language])
    assert str(events[0].first_day.year) in title
    assert "Zittau" in title
    assert f"{settings.SITE_URL}{url(language, 'event_detail', events[0].slug)}".encode() in answer.content


def test_feeds_hold_past_and_coming_ones(events: list[Event]) -> None:
    assert len(titles(atom())) == 3
    assert len(titles(atom("?when=coming"))) == 1


def test_who_has_the_feed_already_gets_nothing(
    events: list[Event], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = atom()
    with django_assert_num_queries(1):
        assert atom(**{"If-None-Match": first["ETag"]}).status_code == 304
    Event.objects.filter(pk=events[0].pk).update(title_de="Anders")
    publish_all()
    assert atom(**{"If-None-Match": first["ETag"]}).status_code == 200


def test_the_calendar_of_a_choice(events: list[Event]) -> None:
    assert summaries() == {"Börse & Ausstellung <neu>", "Workshop"}
    assert summaries("?country=CZ") == {"Workshop"}
    assert summaries("?format=exchange", "cs") == {"Burza"}


def test_called_off_events_are_cancelled_in_calendars(events: list[Event]) -> None:
    Event.objects.filter(pk=events[0].pk).update(called_off_at=timezone.now(), sequence=1)
    publish_all()
    answer = Client().get(f"{url('de', 'event_calendar_feed')}?country=DE")
    [entry] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 1)


def test_the_number_of_statements_does_not_grow(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in (1, 3):
        for _event in range(number):
            make_event()
        publish_all()
        atom()  # reads what each process keeps
        with django_assert_num_queries(3):
            atom()
        with django_assert_num_queries(2):
            summaries()


def test_the_list_names_both_feeds_with_its_filters(events: list[Event]) -> None:
    source = Client().get(f"{url('de', 'event_list')}?country=DE&sort=name").content.decode()
    assert f'href="{url("de", "event_feed")}?country=DE"' in source
    assert f'href="{url("de", "event_calendar_feed")}?country=DE"' in source


def test_one_event_for_a_calendar() -> None:
    event = make_event("Treffen", days=3)
    answer = Client().get(url("de", "event_calendar_file", event.slug))
    assert answer["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'
    [entry] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert entry.decoded("DTSTART").date() == timezone.localdate() + timedelta(days=3)


def test_drafts_are_for_their_staff() -> None:
    event = make_event(status=Status.DRAFT)
    address = url("de", "event_calendar_file", event.slug)
    assert Client().get(address).status_code == 404
    client = Client()
    client.force_login(make_staff(event))
    assert client.get(address).status_code == 200
