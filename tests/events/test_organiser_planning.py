"""Planning: a new event, a copy on another date, facts in both languages, the way to the readers and its end."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import OutgoingMail
from events.choices import StaffRole, State
from events.models import (
    Event,
    EventStaff,
    ProgrammeItem,
)
from publishing.models import ReviewItem, Revision
from tests.events.factories import make_event, make_registration, make_staff
from tests.events.planners import Planner
from tests.factories import make_company, make_institution, make_member, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(db: None) -> Planner:
    return Planner()


def test_an_event_from_nothing(planner: Planner) -> None:
    assert planner.begin().status == 302
    event = Event.objects.get()
    assert (event.title_de, event.status, event.organisation_id) == ("Lieferketten", "draft", planner.chamber.pk)
    assert (event.first_day, event.last_day) == (date(2027, 3, 12), date(2027, 3, 12))
    assert (event.state_de, event.state_cs) == ("original", "missing")
    assert event.slug == f"lieferketten-{event.pk}"
    assert EventStaff.objects.get().role == StaffRole.MAIN
    assert not event.desk.is_open
    assert Revision.objects.get(kind="event").action == "created"


def test_the_same_form_twice_is_one_event(planner: Planner) -> None:
    planner.begin()
    planner.begin()
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"precision": "month", "month": "2", "year": "2028"}, (date(2028, 2, 1), date(2028, 2, 29))),
        ({"precision": "half_year", "half": "1", "year": "2026"}, (date(2026, 1, 1), date(2026, 6, 30))),
        ({"precision": "half_year", "half": "2", "year": "2026"}, (date(2026, 7, 1), date(2026, 12, 31))),
        ({"last_day": "2027-03-13"}, (date(2027, 3, 12), date(2027, 3, 13))),
    ],
)
def test_a_date_as_exactly_as_it_is_known(planner: Planner, facts: dict[str, str], days: tuple[date, date]) -> None:
    assert planner.begin(**facts).status == 302
    event = Event.objects.get()
    assert (event.first_day, event.last_day) == days
    form = Page(planner.client.get(url("de", "event_edit", event.pk))).form("version")
    for name, value in facts.items():
        assert form[name] == [value]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"first_day": ""}, "first_day"),
        ({"last_day": "2027-03-11"}, "last_day"),
        ({"precision": "month", "month": ""}, "month"),
        ({"precision": "half_year", "half": "1", "year": ""}, "year"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(
    planner: Planner, facts: dict[str, str], field: str
) -> None:
    page = planner.begin(**facts)
    assert page.status == 422
    assert page.error(field)
    if field != "title":
        assert page.form("title")["title"] == ["Lieferketten"]
    assert not Event.objects.exists()


def test_only_published_institutions_organise() -> None:
    for organisation in (publish(make_company()), make_institution()):
        client = Client()
        client.force_login(make_member(organisation))
        assert client.get(url("de", "event_new"))["Location"] == url("de", "organiser")
        data = {"organisation": organisation.pk, "type": "workshop", "original_language": "de", "title": "x"}
        client.post(url("de", "event_new"), {**data, "precision": "day", "first_day": "2027-03-12"})
    assert not Event.objects.exists()


@pytest.fixture
def own(planner: Planner) -> Event:
    event = make_event("Lieferketten", organisation=planner.chamber, status="draft", published_at=None)
    make_staff(event, user=planner.user)
    return event


def test_facts_are_saved_with_place_and_language_states(planner: Planner, own: Event) -> None:
    page = planner.edit(
        own, title_cs="Dodavatelské řetězce", translation_checked="on", postcode="460 01", country="CZ",
        town="Liberec", region="", languages=["de", "cs"], formats=["talk", "visit"], contact_phone="+49 351 4567890",
    )  # fmt: skip
    assert page.status == 302
    own.refresh_from_db()
    assert (own.postcode, own.region_id, bool(own.lat)) == ("46001", "CZ051", True)
    assert (own.state_cs, own.version, own.languages) == ("checked", 2, ["de", "cs"])
    assert own.sequence == 1


def test_a_place_may_be_open(planner: Planner, own: Event) -> None:
    assert planner.edit(own, town="", postcode="", region="", mode="online").status == 302
    own.refresh_from_db()
    assert (own.town, own.region_id, own.lat) == ("", None, None)


def test_wrong_facts_stay_on_the_page(planner: Planner, own: Event) -> None:
    page = planner.edit(own, title_de="", postcode="12", starts_at="10:00", ends_at="09:00", description_de="Bleibt.")
    assert page.status == 422
    for field in ("title_de", "postcode", "ends_at"):
        assert page.error(field), field
    assert page.form("version")["description_de"] == ["Bleibt."]


def test_partners_are_rows_and_one_of_the_directory_becomes_a_link(planner: Planner, own: Event) -> None:
    other = publish(make_institution("OHK Karlovy Vary", region="CZ041"))
    typed = {"partners-0-name": "OHK Karlovy Vary", "partners-0-role": "co_organiser", "partners-0-country": "DE"}
    more = planner.edit(own, **typed, action="add_partner")
    assert more.status == 200
    assert more.form("version")["partners-0-name"] == ["OHK Karlovy Vary"]
    assert "partners-1-name" in more.form("version")
    assert planner.edit(own, **typed).status == 302
    partner = own.partners.get()
    assert (partner.organisation_id, partner.country) == (other.pk, "CZ")


def test_two_editors_lose_nothing(planner: Planner, own: Event) -> None:
    address = url("de", "event_edit", own.pk)
    data = Page(planner.client.get(address)).form("version")
    planner.edit(own, venue="Rathaus")
    page = Page(planner.client.post(address, {**data, "venue": "Messe", "action": "save"}))
    assert page.status == 409
    assert page.form("version")["venue"] == ["Messe"]
    assert "Rathaus" in page.source
    again = planner.client.post(address, {**page.form("version"), "action": "save"})
    assert again.status_code == 302
    own.refresh_from_db()
    assert own.venue == "Messe"


def test_the_way_to_the_readers(planner: Planner, own: Event) -> None:
    assert planner.press("event_submit", own).url == url("de", "event_edit", own.pk)
    planner.edit(own, summary_de="Wir reden über Teile.", languages=["de"])
    planner.press("event_submit", own)
    own.refresh_from_db()
    assert own.status == "submitted"
    assert ReviewItem.objects.open().get(kind="event").title == "Lieferketten"
    planner.press("event_withdraw", own)
    own.refresh_from_db()
    assert own.status == "draft"


def test_a_public_event_that_moves_has_a_new_entry_in_the_calendar(planner: Planner, own: Event) -> None:
    publish(own)
    own.refresh_from_db()
    planner.edit(own, summary_de="Nur ein Text.")
    own.refresh_from_db()
    assert own.sequence == 0
    planner.edit(own, starts_at="10:00")
    own.refresh_from_db()
    assert own.sequence == 1
    assert ReviewItem.objects.open().filter(kind="event", reason="change").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_calling_off_needs_a_reason_in_both_languages(planner: Planner, own: Event, language: str) -> None:
    publish(own)
    make_registration(own, state=State.CONFIRMED)
    address = url(language, "event_call_off", own.pk)
    page = Page(planner.client.post(address, {"reason_de": "Krank.", "reason_cs": ""}))
    assert page.status == 422
    assert page.error("reason_cs")
    planner.client.post(address, {"reason_de": "Krank.", "reason_cs": "Nemoc."})
    own.refresh_from_db()
    assert own.is_called_off
    assert (own.call_off_reason_cs, own.sequence, own.desk.is_open) == ("Nemoc.", 1, False)
    assert Page(planner.client.get(url(language, "event_plan", own.pk))).status == 200
    planner.client.post(address, {"reason_de": "Noch einmal.", "reason_cs": "Znovu."})
    own.refresh_from_db()
    assert own.call_off_reason_de == "Krank."


def test_archiving_closes_the_registration(planner: Planner, own: Event) -> None:
    publish(own)
    planner.press("event_archive", own)
    own.refresh_from_db()
    assert (own.status, own.desk.is_open) == ("archived", False)
    assert OutgoingMail.objects.filter(purpose="review").count() == 0


def test_support_neither_calls_off_nor_archives(own: Event) -> None:
    publish(own)
    client = Client()
    client.force_login(make_staff(own, StaffRole.SUPPORT))
    for view in ("event_call_off", "event_archive"):
        assert client.post(url("de", view, own.pk), {"reason_de": "x", "reason_cs": "x"}).status_code == 404
    assert client.post(url("de", "event_submit", own.pk)).status_code == 302
    assert ProgrammeItem.objects.count() == 0


def test_what_was_typed_survives_a_lost_session(planner: Planner, own: Event) -> None:
    address = url("de", "event_edit", own.pk)
    data = Page(planner.client.get(address)).form("version")
    planner.client.logout()
    planner.client.post(address, {**data, "venue": "Rathaus"})
    planner.client.force_login(planner.user)
    page = Page(planner.client.get(address))
    assert page.form("version")["venue"] == ["Rathaus"]
    assert Event.objects.get(pk=own.pk).venue == ""
