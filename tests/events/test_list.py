"""The list of events: coming ones first of all, filters, tabs, words, and the calendar by month."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from events.choices import Format, Mode, Precision
from events.models import Event
from publishing.choices import Status
from search.services import index_now
from tests.events.factories import make_event
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


def publish_all() -> None:
    index_now(kind="event", ids=list(Event.objects.values_list("pk", flat=True)))


def listed(query: str = "", language: str = "de", **headers: str) -> Page:
    answer = Client().get(f"{url(language, 'event_list')}{query}", headers=headers)
    assert answer.status_code == 200
    return Page(answer)


def titles(page: Page, *wanted: str) -> list[str]:
    """Which of these stand on the page, in its order."""
    source = page.source.replace("<mark>", "").replace("</mark>", "")
    found = [(source.index(f">{title}</a>"), title) for title in wanted if f">{title}</a>" in source]
    return [title for _place, title in sorted(found)]


@pytest.fixture
def four() -> list[Event]:
    """Two that come and two that are over."""
    events = [
        make_event("Später", days=40, formats=[Format.WORKSHOP], languages=["de"]),
        make_event("Bald", days=3, formats=[Format.EXCHANGE], languages=["cs"], country="CZ", region_id="CZ041"),
        make_event("Neulich", days=-5),
        make_event("Früher", days=-200, mode=Mode.ONLINE),
    ]
    publish_all()
    return events


@pytest.mark.parametrize("language", LANGUAGES)
def test_coming_ones_the_next_first_and_past_ones_the_latest_first(four: list[Event], language: str) -> None:
    names = ("Später", "Bald", "Neulich", "Früher")
    assert titles(listed("", language), *names) == ["Bald", "Später"]
    assert titles(listed("?when=past", language), *names) == ["Neulich", "Früher"]
    assert titles(listed("?when=all", language), *names) == ["Früher", "Neulich", "Bald", "Später"]


def test_tabs_say_how_many_there_are(four: list[Event]) -> None:
    page = listed("?region=DED2D")
    tabs = [link["href"] for link in page.links if "when=" in link.get("href", "")]
    assert "?region=DED2D&when=past" in tabs
    answer = Client().get(f"{url('de', 'event_list')}?region=DED2D")
    assert [(tab.kind, tab.count) for tab in answer.context["tabs"]] == [("coming", 1), ("past", 2)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?format=exchange", ["Bald"]),
        ("?country=CZ", ["Bald"]),
        ("?region=CZ041", ["Bald"]),
        ("?language=de", ["Später"]),
        ("?event=workshop", ["Bald", "Später"]),
        ("?mode=online", []),
        ("?mode=online&when=past", ["Früher"]),
        ("?q=Später", ["Später"]),
    ],
)
def test_filters_narrow_the_list(four: list[Event], query: str, expected: list[str]) -> None:
    assert titles(listed(query), "Später", "Bald", "Neulich", "Früher") == expected


def test_by_month(four: list[Event]) -> None:
    month = f"{four[0].first_day:%Y-%m}"
    assert "Später" in titles(listed(f"?month={month}"), "Später", "Bald")


def test_words_of_the_other_language_find_it() -> None:
    make_event("Treffen der Zulieferer", formats=[Format.EXCHANGE])
    publish_all()
    assert titles(listed("?q=kooperační+burza", "cs"), "Treffen der Zulieferer") == ["Treffen der Zulieferer"]


def test_unknown_values_are_named_and_left_out(four: list[Event]) -> None:
    page = listed("?when=tomorrow&format=dance")
    assert "<code>when=tomorrow</code>" in page.source
    assert "<code>format=dance</code>" in page.source


def test_the_form_stays_in_the_past(four: list[Event]) -> None:
    assert listed("?when=past").form("q")["when"] == ["past"]
    assert "when" not in listed().form("q")


def test_drafts_and_templates_are_not_listed() -> None:
    make_event("Entwurf", status=Status.DRAFT)
    make_event("Vorlage", is_template=True)
    publish_all()
    assert titles(listed("?when=all"), "Entwurf", "Vorlage") == []


def test_called_off_ones_stay_and_say_so() -> None:
    make_event("Abgesagtes Treffen", called_off_at=timezone.now())
    publish_all()
    page = listed()
    assert titles(page, "Abgesagtes Treffen")
    assert "event-off" in page.source


def test_a_half_year_reads_as_in_the_programme_of_the_project() -> None:
    make_event("Abschluss", first_day=date(2025, 1, 1), last_day=date(2025, 6, 30), precision=Precision.HALF_YEAR,
               town="", postcode="", region_id=None, country="CZ")  # fmt: skip
    publish_all()
    assert "1. pololetí 2025" in listed("?when=past", "cs").source
    german = listed("?when=past").source
    assert "1. Jahreshälfte 2025" in german
    assert "Tschechien" in german


def test_htmx_gets_the_results_alone(four: list[Event]) -> None:
    assert "<html" not in listed("", **{"HX-Request": "true"}).source


def test_the_number_of_statements_does_not_grow(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    def count() -> int:
        publish_all()
        listed()
        with django_assert_max_num_queries(8) as context:
            listed()
        return len(context)

    make_event()
    one = count()
    make_event()
    make_event(days=60)
    assert count() == one


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_shows_a_month_day_by_day(language: str) -> None:
    make_event("Zwei Tage", first_day=date(2027, 3, 31), last_day=date(2027, 4, 1))
    make_event("Offen", first_day=date(2027, 1, 1), last_day=date(2027, 6, 30), precision=Precision.HALF_YEAR)
    make_event("Im Mai", first_day=date(2027, 5, 2), last_day=date(2027, 5, 2))
    publish_all()
    page = Page(Client().get(url(language, "event_calendar_month", 2027, 4)))
    assert titles(page, "Zwei Tage", "Offen", "Im Mai") == ["Zwei Tage", "Offen"]
    assert page.source.count('datetime="2027-04-01"') == 1
    assert "2027-03-31" not in page.source
    relations = {link.get("rel"): link["href"] for link in page.links if link.get("rel") in {"prev", "next"}}
    assert relations["prev"] == url(language, "event_calendar_month", 2027, 3)
    assert relations["next"] == url(language, "event_calendar_month", 2027, 5)


def test_the_calendar_takes_the_filters_of_the_list_along(four: list[Event]) -> None:
    day = four[1].first_day
    path = url("de", "event_calendar_month", day.year, day.month)
    assert titles(Page(Client().get(f"{path}?country=CZ")), "Bald") == ["Bald"]
    page = Page(Client().get(f"{path}?country=DE"))
    assert titles(page, "Bald") == []
    assert all("country=DE" in link["href"] for link in page.links if link.get("rel") == "next")


@pytest.mark.parametrize("month", [(2027, 13), (1999, 1), (2100, 1), (2027, 0)])
def test_there_are_no_other_months(month: tuple[int, int]) -> None:
    assert Client().get(url("de", "event_calendar_month", *month)).status_code == 404


def test_without_a_month_it_is_that_of_today() -> None:
    page: Any = Page(Client().get(url("de", "event_calendar")))
    assert page.status == 200
    soon = timezone.localdate() + timedelta(days=0)
    assert str(soon.year) in page.headings[0]
