"""A new event from an earlier one or a template: everything but the people, at the same hours of other days."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from events.choices import Purpose
from events.models import (
    ConsentText,
    Desk,
    Event,
    EventPartner,
    PickUpPoint,
    Question,
    Registration,
    Room,
    Speaker,
    Track,
)
from events.services.copying import copy_event, moved
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.events.planners import Planner
from tests.factories import make_institution, make_user, publish
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


def at(year: int, month: int, day: int, hour: int) -> datetime:
    """A moment by the clock on the wall."""
    return timezone.make_aware(datetime(year, month, day, hour))  # noqa: DTZ001


@pytest.fixture
def planner(db: None) -> Planner:
    return Planner()


def _full_event(**facts: Any) -> Event:
    """Two days with everything that a copy takes over, and people, whom it must not."""
    event = make_event("Kooperationstag", first_day=date(2027, 3, 20), last_day=date(2027, 3, 21), **facts)
    room = Room.objects.create(event=event, name_de="Saal", name_cs="Sál", capacity=80)
    track = Track.objects.create(event=event, name_de="A", name_cs="A")
    speaker = Speaker.objects.create(event=event, last_name="Nováková")
    item = make_item(event, "Besuch", hour=9, room=room, track=track, capacity=30, needs_booking=True)
    item.speakers.add(speaker)
    PickUpPoint.objects.create(item=item, place_de="Bahnhof", place_cs="Nádraží", time="08:30")
    Question.objects.create(event=event, type="choice", label_de="Essen?", label_cs="Jídlo?",
                            options=[{"de": "a", "cs": "a"}, {"de": "b", "cs": "b"}])  # fmt: skip
    ConsentText.objects.create(
        event=event, purpose=Purpose.LIST, text_de="alt", text_cs="x", replaced_at=timezone.now()
    )
    ConsentText.objects.create(event=event, purpose=Purpose.LIST, text_de="neu", text_cs="x")
    EventPartner.objects.create(event=event, name="OHK Karlovy Vary")
    opens = at(2027, 3, 1, 8)
    Desk.objects.filter(event=event).update(capacity=100, opens_at=opens, last_number=7, is_open=True)
    make_registration(event)
    return event


def test_a_copy_takes_the_programme_to_the_new_date_and_leaves_the_people(planner: Planner) -> None:
    source = _full_event(sequence=4, published_at=timezone.now())
    make_staff(source, user=planner.user)
    # across the change to summer time
    page = planner.begin(source=source.pk, first_day="2027-04-10", title="")
    assert page.status == 302
    copy = Event.objects.exclude(pk=source.pk).get()
    assert (copy.first_day, copy.last_day) == (date(2027, 4, 10), date(2027, 4, 11))
    assert (copy.title_de, copy.status, copy.sequence, copy.version) == ("Kooperationstag", "draft", 0, 1)
    assert copy.published_at is None
    item = copy.items.get()
    assert timezone.localtime(item.starts_at) == at(2027, 4, 10, 9)
    assert (item.room.event, item.track.event) == (copy, copy)
    assert [(speaker.event, speaker.last_name) for speaker in item.speakers.all()] == [(copy, "Nováková")]
    assert item.pick_up_points.get().place_de == "Bahnhof"
    assert copy.questions.get().options[1] == {"de": "b", "cs": "b"}
    assert [text.text_de for text in copy.consent_texts.all()] == ["neu"]
    assert copy.partners.get().name == "OHK Karlovy Vary"
    assert (copy.desk.capacity, copy.desk.is_open, copy.desk.last_number) == (100, False, 0)
    assert timezone.localtime(copy.desk.opens_at) == at(2027, 3, 22, 8)
    assert not Registration.objects.filter(event=copy).exists()
    assert [row.user for row in copy.staff.all()] == [planner.user]
    # and the source has lost nothing
    assert source.items.get().speakers.count() == 1
    assert source.rooms.count() == 1


def test_a_copy_costs_as_much_for_many_items_as_for_few(planner: Planner, django_assert_max_num_queries: Any) -> None:
    source = _full_event()
    make_staff(source, user=planner.user)
    for hour in range(10, 20):
        make_item(source, hour=hour)
    with django_assert_max_num_queries(75):
        planner.begin(source=source.pk)
    assert Event.objects.latest("pk").items.count() == 11


def test_the_hour_stays_across_the_change_of_the_clock() -> None:
    before = at(2027, 3, 27, 9)
    after = moved(before, timedelta(days=2))
    assert timezone.localtime(after).hour == 9


def test_templates_of_the_own_house_and_shared_ones_can_be_begun_with(planner: Planner) -> None:
    own = make_event("Eigene Vorlage", organisation=planner.chamber, is_template=True, status="draft")
    shared = make_event("Gemeinsame Vorlage", is_template=True)
    make_event("Fremde Vorlage", is_template=True, status="draft")
    make_event("Fremde Veranstaltung")
    page = Page(planner.client.get(url("de", "event_new") + f"?from={shared.pk}"))
    assert page.form("title")["source"] == [str(shared.pk)]
    assert "Eigene Vorlage" in page.source
    assert "Fremde" not in page.source
    assert planner.begin(source=own.pk, title="Neu").status == 302
    assert not Event.objects.get(title_de="Neu").is_template
    foreign = Event.objects.get(title_de="Fremde Veranstaltung")
    assert planner.begin(source=foreign.pk).status == 422


def test_a_copy_for_another_organiser_names_that_one() -> None:
    source = make_event(contact_name="Jana Alt", contact_email="alt@example.org", is_template=True)
    name = source.organisation.name
    ConsentText.objects.create(event=source, purpose=Purpose.LIST, text_de=f"{name} darf.", text_cs=f"{name} smí.")
    wanted = Event(
        organisation=publish(make_institution("Haus der anderen")), type=source.type, original_language="de",
        first_day=source.first_day, last_day=source.last_day,
    )  # fmt: skip
    event = copy_event(source_id=source.pk, wanted=wanted, actor=make_user())
    text = event.consent_texts.get()
    assert (text.text_de, text.text_cs) == ("Haus der anderen darf.", "Haus der anderen smí.")
    assert (event.contact_name, event.contact_email) == ("", "")
