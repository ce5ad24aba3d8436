"""The page of an event: everything a visitor needs, honestly, in a fixed number of statements."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from events.choices import Format, ItemType, Mode, PartnerRole, Precision, StaffRole, State, WaitingMode
from events.models import (
    Desk,
    Event,
    EventPartner,
    ItemBooking,
    PickUpPoint,
    ProgrammeItem,
    Registration,
    Room,
    Speaker,
    Stand,
    Track,
)
from organisations.models import Organisation
from publishing.choices import Status
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.factories import make_clerk, make_superuser, make_user
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
STATEMENTS = 8


def page_of(event: Event, language: str = "de", client: Client | None = None) -> Page:
    answer = (client or Client()).get(url(language, "event_detail", event.slug))
    assert answer.status_code == 200
    return Page(answer)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def set_desk(event: Event, **fields: Any) -> None:
    Desk.objects.filter(event=event).update(**fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_head_place_and_people(language: str) -> None:
    event = make_event(
        "Kooperationsbörse", title_cs="Kooperační burza", state_cs="checked", formats=[Format.EXCHANGE],
        languages=["de", "cs"], interpretation="simultaneous", venue="Stadthalle", street="Markt 1",
        contact_email="info@example.org",
    )  # fmt: skip
    EventPartner.objects.create(event=event, name="AHK Services s.r.o.", country="CZ", role=PartnerRole.CO_ORGANISER)
    page = page_of(event, language)
    assert page.headings == [{"de": "Kooperationsbörse", "cs": "Kooperační burza"}[language]]
    assert "Stadthalle" in page.source
    assert "AHK Services s.r.o." in page.source
    maps = [link["href"] for link in page.links if "openstreetmap.org" in link.get("href", "")]
    assert len(maps) == 1
    assert "Zittau" in maps[0]
    assert any(link["href"] == url(language, "event_calendar_file", event.slug) for link in page.links)


def test_a_missing_language_is_marked() -> None:
    event = make_event("Nur deutsch", description_de="Text", original_language="de")
    assert '<h1 lang="de">' in page_of(event, "cs").source


def test_the_programme_by_day_track_and_room() -> None:
    event = make_event(last_day=timezone.localdate() + timedelta(days=31))
    tracks = [Track.objects.create(event=event, name_de=name, name_cs=name, position=place)
              for place, name in enumerate(("Metall", "Glas"))]  # fmt: skip
    room = Room.objects.create(event=event, name_de="Saal", name_cs="Sál")
    speaker = Speaker.objects.create(event=event, title_before="Ing.", first_name="Jana", last_name="Říhová")
    first = make_item(event, "Löten & Schweißen", track=tracks[0], room=room)
    first.speakers.add(speaker)
    make_item(event, "Schleifen", track=tracks[1])
    make_item(event, "Mittag", hour=12, type=ItemType.BREAK)
    tomorrow = timezone.make_aware(datetime.combine(event.first_day + timedelta(days=1), time(9)))
    ProgrammeItem.objects.create(event=event, title_cs="Exkurze", starts_at=tomorrow,
                                 ends_at=tomorrow + timedelta(hours=2))  # fmt: skip
    source = page_of(event).source
    assert source.count('class="programme__day"') == 2
    assert "Löten &amp; Schweißen" in source
    assert source.count("Ing. Jana Říhová") == 2
    assert 'class="sessions sessions--2"' in source
    assert "session--column-1" in source
    assert "session--column-2" in source
    assert '<h4 class="session__title" lang="cs">Exkurze</h4>' in source
    assert "Saal" in source
    assert "10:00–11:00" in source


@pytest.mark.parametrize(
    ("desk", "people", "expected"),
    [
        ({"capacity": 40}, 3, "37 von 40 Plätzen sind frei"),
        ({"capacity": None}, 3, "Die Anmeldung ist offen."),
        ({"capacity": 3}, 3, "Alle 3 Plätze sind vergeben. Sie können sich auf die Warteliste setzen lassen."),
        ({"capacity": 3, "waiting_mode": WaitingMode.CLOSED}, 3, "Alle 3 Plätze sind vergeben."),
        ({"is_open": False}, 0, "Eine Anmeldung ist hier derzeit nicht möglich."),
        ({"needs_approval": True}, 0, "der Veranstalter bestätigt jede einzeln"),
        ({"closes_at": timezone.now() - timedelta(hours=1)}, 0, "Die Anmeldung ist geschlossen."),
        ({"opens_at": timezone.now() + timedelta(days=1)}, 0, "Die Anmeldung öffnet am"),
    ],
)
def test_places_left_are_said_honestly(desk: dict[str, Any], people: int, expected: str) -> None:
    event = make_event()
    set_desk(event, **desk)
    for _number in range(people):
        make_registration(event)
    make_registration(event, state=State.CANCELLED)
    assert expected in page_of(event).source


def test_places_that_are_given_on_are_not_free() -> None:
    event = make_event()
    set_desk(event, capacity=2)
    make_registration(event)
    make_registration(event, state=State.WAITING)
    assert "Freie Plätze gehen zuerst an die Warteliste. 1 Person wartet." in page_of(event).source
    make_registration(event)
    assert "Alle 2 Plätze sind vergeben. 1 Person wartet." in page_of(event).source


def test_who_takes_part_online_needs_no_place() -> None:
    event = make_event(mode=Mode.HYBRID)
    set_desk(event, capacity=2)
    make_registration(event, wants_online=True)
    make_registration(event)
    assert "1 von 2 Plätzen ist frei" in page_of(event).source


def test_places_of_items_are_said() -> None:
    event = make_event()
    item = make_item(event, "Bus nach Liberec", needs_booking=True, capacity=45)
    assert "45 von 45 Plätzen sind frei" in page_of(event).source
    for number, state in enumerate((State.CONFIRMED, State.WAITING)):
        ItemBooking.objects.create(registration=make_registration(event), item=item, state=state, number=number)
    assert "0 von 45 Plätzen sind frei" in page_of(event).source


def test_called_off_is_said_first_and_nobody_can_register() -> None:
    event = make_event(called_off_at=timezone.now(), call_off_reason_de="Der Saal ist gesperrt.")
    source = page_of(event).source
    assert "Diese Veranstaltung ist abgesagt." in source
    assert "Der Saal ist gesperrt." in source
    assert "Die Anmeldung ist offen" not in source
    assert "EventCancelled" in source


def test_the_online_address_is_nobodys_business() -> None:
    event = make_event(mode=Mode.HYBRID, online_url="https://online.example.org/geheim")
    assert "geheim" not in page_of(event).source


def test_exhibition_and_visits() -> None:
    event = make_event(formats=[Format.EXHIBITION, Format.VISIT])
    Stand.objects.create(event=event, label="A1")
    Stand.objects.create(event=event, label="A2")
    visit = make_item(event, "Besuch der Glashütte", type=ItemType.VISIT, needs_identity_card=True)
    PickUpPoint.objects.create(item=visit, place_de="Bahnhof Zittau", place_cs="Nádraží Žitava", time=time(8, 15))
    source = page_of(event).source
    assert "2 Stände" in source
    assert "8:15 Bahnhof Zittau" in source
    assert "8:15 Nádraží Žitava" in page_of(event, "cs").source


def json_ld_of(event: Event, language: str = "de") -> dict[str, Any]:
    blocks = [text for text in page_of(event, language).scripts if "schema.org" in text]
    assert len(blocks) == 1
    found: dict[str, Any] = json.loads(blocks[0])
    return found


def test_search_engines_get_the_facts() -> None:
    event = make_event("Börse <b>&", first_day=date(2027, 7, 1), last_day=date(2027, 7, 2), mode=Mode.HYBRID)
    EventPartner.objects.create(event=event, name="AHK Services s.r.o.", role=PartnerRole.CO_ORGANISER)
    facts = json_ld_of(event)
    assert facts["@type"] == "BusinessEvent"
    assert facts["name"] == "Börse <b>&"
    assert facts["startDate"] == "2027-07-01T09:00:00+02:00"
    assert facts["endDate"] == "2027-07-02T16:00:00+02:00"
    assert facts["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert [place["@type"] for place in facts["location"]] == ["Place", "VirtualLocation"]
    assert [row["name"] for row in facts["organizer"]] == [event.organisation.name, "AHK Services s.r.o."]


def test_search_engines_are_not_told_a_day_that_nobody_knows() -> None:
    event = make_event(first_day=date(2027, 1, 1), last_day=date(2027, 6, 30), precision=Precision.HALF_YEAR)
    facts = json_ld_of(event)
    assert (facts["startDate"], facts["endDate"]) == ("2027-01", "2027-06")


def test_drafts_are_seen_by_staff_and_clerks_alone() -> None:
    event = make_event(status=Status.DRAFT)
    clerk_region = str(event.organisation.region_id)
    address = url("de", "event_detail", event.slug)
    for user in (make_staff(event), make_staff(event, StaffRole.CHECK_IN), make_clerk(clerk_region), make_superuser()):
        assert signed_in(user).get(address).status_code == 200
    for stranger in (make_user(), make_clerk("CZ041")):
        assert signed_in(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_300_items_and_200_speakers_take_8_statements(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    event = make_event(formats=[Format.EXHIBITION, Format.VISIT])
    EventPartner.objects.create(event=event, name="AHK", country="CZ")
    tracks = [Track.objects.create(event=event, name_de=f"T{number}", name_cs=f"T{number}") for number in range(3)]
    speakers = Speaker.objects.bulk_create(
        Speaker(event=event, first_name="Jana", last_name=f"Nováková {number}") for number in range(200)
    )
    start = timezone.make_aware(datetime.combine(event.first_day, time(9)))
    items = ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            event=event, title_de=f"Vortrag {number}", track=tracks[number % 3], needs_booking=True, capacity=30,
            type=ItemType.VISIT if number == 0 else ItemType.TALK,
            starts_at=start + timedelta(minutes=number), ends_at=start + timedelta(minutes=number + 20),
        )
        for number in range(300)
    )  # fmt: skip
    links = ProgrammeItem.speakers.through
    links.objects.bulk_create(
        links(programmeitem=item, speaker=speakers[(place + step) % 200])
        for place, item in enumerate(items)
        for step in range(2)
    )
    page_of(event)
    with django_assert_max_num_queries(STATEMENTS):
        page = page_of(event)
    assert page.source.count("session__title") == 300
    assert page.source.count("speaker__name") == 200


def _each_change(event: Event) -> dict[str, Callable[[], Any]]:
    """Everything that the page shows, changed one after the other, with what then stands there."""
    item = make_item(event, "Vortrag A", needs_booking=True, capacity=9)
    speaker = Speaker.objects.create(event=event, last_name="Říhová")
    Stand.objects.create(event=event, label="A1")
    guest = make_registration(event)
    return {
        "Neuer Titel": lambda: Event.objects.filter(pk=event.pk).update(title_de="Neuer Titel"),
        "99 von 100": lambda: set_desk(event, capacity=100),
        "98 von 100": lambda: make_registration(event),
        "100 von 100": lambda: Registration.objects.filter(event=event).update(state=State.CANCELLED),
        "Vortrag B": lambda: ProgrammeItem.objects.filter(pk=item.pk).update(title_de="Vortrag B"),
        "8 von 9": lambda: ItemBooking.objects.create(registration=guest, item=item, state="confirmed", number=1),
        "Dvořáková": lambda: Speaker.objects.filter(pk=speaker.pk).update(last_name="Dvořáková"),
        'class="session__speakers"': lambda: item.speakers.add(speaker),
        "Partner s.r.o.": lambda: EventPartner.objects.create(event=event, name="Partner s.r.o."),
        "Anderer Veranstalter": lambda: Organisation.objects.filter(pk=event.organisation_id).update(
            name="Anderer Veranstalter"
        ),
        "Es gibt 2 Stände": lambda: Stand.objects.create(event=event, label="A2"),
        "Die Anmeldung ist geschlossen": lambda: set_desk(event, closes_at=timezone.now() - timedelta(minutes=1)),
    }


def test_what_a_process_has_kept_never_outlives_a_change() -> None:
    event = make_event("Alter Titel", formats=[Format.EXHIBITION])
    for expected, change in _each_change(event).items():
        assert expected not in page_of(event).source
        change()
        assert expected in page_of(event).source


def test_a_page_that_was_kept_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event = make_event()
    page_of(event)
    with django_assert_num_queries(1):
        page_of(event)


def test_what_staff_sees_is_not_kept_for_others() -> None:
    event = make_event()
    staff = make_staff(event)
    assert "Diese Veranstaltung planen" in page_of(event, client=signed_in(staff)).source
    assert "Diese Veranstaltung planen" not in page_of(event).source


def test_what_was_withdrawn_is_gone_at_once() -> None:
    event = make_event()
    page_of(event)
    Event.objects.filter(pk=event.pk).update(status=Status.ARCHIVED)
    assert Client().get(url("de", "event_detail", event.slug)).status_code == 404
