"""The organiser pages open, in both languages, for those who may, and cost the same however much there is."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from events.choices import StaffRole, State
from events.models import Document, Event, EventStaff, Mailing, Question, Room, Speaker, Track
from events.services.desk import desk_of
from organisations.choices import Role
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.factories import make_institution, make_member, make_user, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db

PLAIN = (
    "event_plan", "event_edit", "event_programme", "event_item_new", "event_rooms", "event_speakers",
    "event_speaker_new", "event_documents", "event_document_new", "event_desk", "event_questions",
    "event_question_new", "event_consents", "event_staff", "event_registrations", "event_mailings",
    "event_mailing_new",
)  # fmt: skip


def signed_in(user: Any) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def event(db: None) -> Event:
    return make_event("Lieferketten im Grenzraum", title_cs="Dodavatelské řetězce v pohraničí")


@pytest.fixture
def organiser(event: Event) -> Client:
    return signed_in(make_staff(event))


def parts(event: Event) -> list[tuple[str, int]]:
    """One page of each kind of part."""
    person = make_registration(event)
    mailing = Mailing.objects.create(
        event=event, subject_de="A", subject_cs="B", text_de="{Vorname}", text_cs="{jméno}"
    )
    facts = {"file": "x", "file_name": "x.pdf", "content_type": "application/pdf", "size": 1}
    return [
        ("event_item", make_item(event).pk),
        ("event_speaker", Speaker.objects.create(event=event, last_name="Nováková").pk),
        ("event_document_edit", Document.objects.create(event=event, title_de="x", title_cs="x", **facts).pk),
        ("event_question", Question.objects.create(event=event, type="text", label_de="x", label_cs="x").pk),
        ("event_registration", person.pk),
        ("event_mailing", mailing.pk),
        ("event_mailing_edit", mailing.pk),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens(event: Event, organiser: Client, language: str) -> None:
    addresses = [url(language, view, event.pk) for view in PLAIN]
    addresses += [url(language, view, event.pk, part) for view, part in parts(event)]
    for address in addresses:
        page = Page(organiser.get(address))
        assert (page.status, page.language, len(page.headings)) == (200, language, 1), address


def test_strangers_and_check_in_staff_see_none_of_them(event: Event) -> None:
    some = parts(event)
    for client in (signed_in(make_user()), signed_in(make_staff(event, StaffRole.CHECK_IN))):
        for view in PLAIN:
            assert client.get(url("de", view, event.pk)).status_code == 404, view
        for view, part in some:
            assert client.get(url("de", view, event.pk, part)).status_code == 404, view
    assert Client().get(url("de", "event_plan", event.pk)).status_code == 302


def test_parts_of_another_event_do_not_exist(event: Event) -> None:
    some = parts(event)
    other = make_event()
    client = signed_in(make_staff(other))
    for view, part in some:
        assert client.get(url("de", view, other.pk, part)).status_code == 404, view


def test_the_overview_shows_own_events_with_numbers(event: Event) -> None:
    past, template = make_event("Vorbei", days=-40), make_event("Muster", is_template=True)
    make_event("Fremde Veranstaltung")
    user = make_staff(event)
    for other in (past, template):
        make_staff(other, user=user)
    for state in (State.CONFIRMED, State.CONFIRMED, State.WAITING, State.CANCELLED):
        make_registration(event, state=state)
    page = Page(signed_in(user).get(url("de", "organiser")))
    assert page.status == 200
    for title in ("Lieferketten im Grenzraum", "Vorbei", "Muster"):
        assert title in page.source
    assert "Fremde" not in page.source
    assert "<dd>2</dd>" in page.source


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_asks_as_much_for_one_event_as_for_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = make_user()
    for _number in range(count):
        make_registration(event := make_event())
        make_staff(event, user=user)
    client = signed_in(user)
    client.get(url("de", "organiser"))
    with django_assert_num_queries(6):
        assert client.get(url("de", "organiser")).status_code == 200


def test_check_in_staff_see_the_event_without_its_plan(event: Event) -> None:
    page = Page(signed_in(make_staff(event, StaffRole.CHECK_IN)).get(url("de", "organiser")))
    assert f'href="{url("de", "event_plan", event.pk)}"' not in page.source
    assert "Lieferketten im Grenzraum" in page.source


def test_the_header_leads_to_the_events_once_they_were_seen(event: Event, organiser: Client) -> None:
    before = Page(organiser.get(url("de", "home"))).source
    organiser.get(url("de", "organiser"))
    after = Page(organiser.get(url("de", "home"))).source
    assert url("de", "organiser") not in before
    assert url("de", "organiser") in after


def test_the_workspace_leads_to_the_events(event: Event, organiser: Client) -> None:
    assert url("de", "organiser") in Page(organiser.get(url("de", "workspace"))).source
    member = make_member(publish(make_institution()), role=Role.EDITOR)
    assert url("de", "event_new") in Page(signed_in(member).get(url("de", "workspace"))).source
    stranger = Page(signed_in(make_user()).get(url("de", "workspace"))).source
    assert url("de", "organiser") not in stranger


@pytest.mark.parametrize("count", [1, 3])
def test_the_programme_asks_as_much_for_one_item_as_for_three(
    event: Event, organiser: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    room = Room.objects.create(event=event, name_de="Saal", name_cs="Sál")
    track = Track.objects.create(event=event, name_de="A", name_cs="A")
    for number in range(count):
        item = make_item(event, hour=9 + number, room=room, track=track)
        item.speakers.add(Speaker.objects.create(event=event, last_name=f"Novák {number}"))
    organiser.get(url("de", "event_programme", event.pk))
    with django_assert_num_queries(6):
        organiser.get(url("de", "event_programme", event.pk))


def test_a_desk_is_made_where_there_is_none(organiser: Client, event: Event) -> None:
    event.desk.delete()
    assert organiser.get(url("de", "event_desk", event.pk)).status_code == 200
    assert desk_of(event).event_id == event.pk
    assert EventStaff.objects.count() == 1
