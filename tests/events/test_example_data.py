"""The events of the project as its programme names them, and the made-up ones for trying out."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from events.choices import Format, ItemType, QuestionUse, StaffRole
from events.example_data import assign_organiser, load_events, rows
from events.models import Event, EventStaff
from events.project_data import ORGANISER, PARTNER, PROJECT, load_project_events, project_events
from glokal.project import project
from organisations.models import Organisation
from search.services import index_now
from tests.factories import make_institution, make_user, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
AS_ORDERED = [
    ("April 2024", "Karlovy Vary", ["Fachvorträge", "Workshop"]),
    ("Oktober 2024", "Marienberg", ["Fachvorträge", "Kooperationsbörse"]),
    ("1. Jahreshälfte 2025", "Tschechien", ["Fachvorträge", "Besuche von Best-Practices"]),
    ("1. Jahreshälfte 2025", "Sachsen", ["Fachvorträge", "Workshop"]),
    ("2. Jahreshälfte 2025", "Tschechien", ["Fachvorträge", "Kooperationsbörse", "Begleitausstellung"]),
    ("1. Jahreshälfte 2026", "Sachsen", ["Fachvorträge", "Kooperationsbörse", "Begleitausstellung"]),
    ("1. Jahreshälfte 2026", "Tschechien", ["Fachvorträge", "Workshop"]),
]
WORDS = {
    Format.TALK: "Fachvorträge",
    Format.WORKSHOP: "Workshop",
    Format.EXCHANGE: "Kooperationsbörse",
    Format.VISIT: "Besuche von Best-Practices",
    Format.EXHIBITION: "Begleitausstellung",
}


@pytest.fixture
def owners() -> list[Organisation]:
    """Who organises the events of the files."""
    names = {ORGANISER, PARTNER, *(row["organisation"] for row in rows())}
    return [publish(make_institution(name)) for name in sorted(names)]


def test_the_project_has_seven_events_in_the_words_of_its_order(owners: list[Organisation]) -> None:
    events = load_project_events()
    index_now(kind="event", ids=[event.pk for event in events])
    assert [row["title_de"] for row in project_events()] == [event["title_de"] for event in project()["event"]]
    assert [row["title_cs"] for row in project_events()] == [event["title_cs"] for event in project()["event"]]
    for event, facts, (when, where, contents) in zip(events, project()["event"], AS_ORDERED, strict=True):
        assert (facts["date_de"], facts["place_de"], facts["contents_de"]) == (when, where, contents)
        assert [WORDS[Format(code)] for code in event.formats] == contents
        source = Page(Client().get(url("de", "event_detail", event.slug))).source
        assert all(f">{content}</a>" in source for content in contents)
        assert when in source
        assert where in source
        czech = Page(Client().get(url("cs", "event_detail", event.slug))).source
        assert facts["date_cs"] in czech
        assert facts["place_cs"] in czech
        assert facts["title_cs"] in czech
        assert event.project == PROJECT
        assert event.organisation.name == ORGANISER
        assert [str(partner) for partner in event.partners.all()] == [PARTNER]
        assert not event.is_example


def test_loading_twice_loads_once(owners: list[Organisation]) -> None:
    assert len(load_project_events()) == 7
    assert load_project_events() == []
    assert len(load_events()) == 3
    assert load_events() == []


def test_without_their_organisers_nothing_is_loaded() -> None:
    assert load_project_events() == []
    assert load_events() == []


def test_a_partner_without_an_entry_is_named_all_the_same() -> None:
    publish(make_institution(ORGANISER))
    [partner] = load_project_events()[0].partners.all()
    assert partner.organisation is None
    assert str(partner) == PARTNER


@pytest.fixture
def examples(owners: list[Organisation]) -> dict[str, Event]:
    """The three made-up events by the beginning of their address."""
    return {event.slug.split("-")[1]: event for event in load_events()}


def test_examples_lie_ahead_and_say_what_they_are(examples: dict[str, Event]) -> None:
    assert len(examples) == 3
    for event in examples.values():
        assert event.is_example
        assert event.first_day > timezone.localdate()
        assert event.desk.is_open
        assert event.partners.exists()
        assert event.consent_texts.filter(is_required=True).exists()
        uses = set(event.questions.values_list("use", flat=True))
        assert uses == {QuestionUse.REGISTRATION, QuestionUse.SURVEY}


def test_everything_stands_in_both_languages(examples: dict[str, Event]) -> None:
    for event in examples.values():
        assert all(all(event.texts(language)[name] for name in event.text_fields) for language in LANGUAGES)
        for rows_of, field in ((event.items, "title"), (event.questions, "label"), (event.rooms, "name")):
            found: Any = rows_of
            assert not found.filter(**{f"{field}_cs": ""}).exists()
            assert not found.filter(**{f"{field}_de": ""}).exists()


def test_the_workshop_has_limited_places(examples: dict[str, Event]) -> None:
    assert examples["workshop"].desk.capacity == 40


def test_the_cooperation_event_has_everything(examples: dict[str, Event]) -> None:
    event = examples["kooperationstage"]
    assert (event.last_day - event.first_day).days == 1
    assert event.tracks.count() == 3
    assert event.items.count() >= 25
    assert event.speakers.count() == 20
    assert event.stands.count() == 12
    booked = Counter(event.items.filter(needs_booking=True).values_list("type", flat=True))
    assert booked == {ItemType.EXCHANGE: 3, ItemType.VISIT: 2, ItemType.WORKSHOP: 2}
    visits = event.items.filter(type=ItemType.VISIT)
    assert all(visit.pick_up_points.exists() and visit.capacity for visit in visits)
    days = {timezone.localtime(item.starts_at).date() for item in event.items.all()}
    assert days == {event.first_day, event.last_day}


def test_the_hybrid_event_approves(examples: dict[str, Event]) -> None:
    event = examples["infoveranstaltung"]
    assert event.desk.needs_approval
    assert event.mode == "hybrid"
    assert event.online_url


def test_the_demo_organiser_looks_after_what_is_not_over(examples: dict[str, Event]) -> None:
    load_project_events()
    user = make_user()
    assign_organiser(user)
    assign_organiser(user)
    mine = EventStaff.objects.filter(user=user, role=StaffRole.MAIN)
    assert {row.event_id for row in mine} == {
        *(event.pk for event in examples.values()),
        *Event.objects.filter(is_example=False).coming().values_list("pk", flat=True),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_project_leads_to_them(owners: list[Organisation], language: str) -> None:
    events = load_project_events()
    page = Page(Client().get(url(language, "project")))
    links = [link["href"] for link in page.links]
    assert all(url(language, "event_detail", event.slug) in links for event in events)


def test_the_page_of_the_project_needs_no_events() -> None:
    assert Client().get(url("de", "project")).status_code == 200
