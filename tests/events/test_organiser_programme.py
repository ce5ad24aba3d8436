"""The programme editor: items by keyboard and without scripts, warnings, rooms, speakers, documents."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from events.choices import State
from events.conflicts import conflicts
from events.models import Document, Event, ItemBooking, PickUpPoint, ProgrammeItem, Room, Speaker
from events.views.programme import items_of
from publishing.models import Revision
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.listings.uploads import PDF, upload
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def event(db: None) -> Event:
    event = make_event("Kooperationstag")
    Event.objects.filter(pk=event.pk).update(last_day=event.first_day + timedelta(days=1))
    event.refresh_from_db()
    return event


@pytest.fixture
def client(event: Event) -> Client:
    client = Client()
    client.force_login(make_staff(event))
    return client


def send(client: Client, address: str, field: str = "seen", **changes: Any) -> Page:
    """Open a form and send it with changes."""
    data = Page(client.get(address)).form(field)
    response = client.post(address, {**data, "action": "save", **changes})
    page = Page(response)
    page.goes_to = response.headers.get("Location", "")  # type: ignore[attr-defined]
    return page


def step(client: Client, event: Event, item: ProgrammeItem, name: str, **data: Any) -> Any:
    """Press a button of an item."""
    return client.post(url("de", "event_item_step", event.pk, item.pk), {"step": name, **data})


def test_a_new_item_begins_where_the_programme_ends(client: Client, event: Event) -> None:
    address = url("de", "event_item_new", event.pk)
    first = Page(client.get(address)).form("start")
    assert (first["day"], first["start"]) == ([event.first_day.isoformat()], ["09:00"])
    page = send(client, address, "start", title_de="Vortrag", end="10:30", type="talk")
    item = ProgrammeItem.objects.get()
    goes_to: str = vars(page)["goes_to"]
    assert goes_to == f"{url('de', 'event_programme', event.pk)}#item-{item.pk}"
    assert timezone.localtime(item.ends_at).time().isoformat() == "10:30:00"
    assert Page(client.get(address)).form("start")["start"] == ["10:30"]
    other = (event.first_day + timedelta(days=1)).isoformat()
    second = Page(client.get(f"{address}?day={other}")).form("start")
    assert (second["day"], second["start"]) == ([other], ["09:00"])


def test_a_break_names_itself_in_both_languages(client: Client, event: Event) -> None:
    send(client, url("de", "event_item_new", event.pk), "start", type="break", end="09:15")
    item = ProgrammeItem.objects.get()
    assert item.title_de
    assert item.title_cs


@pytest.mark.parametrize(
    ("facts", "field"), [({"title_de": ""}, "title_de"), ({"end": "08:00"}, "end"), ({"day": ""}, "day")]
)
def test_mistakes_are_said_beside_the_field(client: Client, event: Event, facts: dict[str, str], field: str) -> None:
    typed = {"title_de": "Vortrag", "description_de": "Bleibt.", "end": "10:00", "type": "talk", **facts}
    page = send(client, url("de", "event_item_new", event.pk), "start", **typed)
    assert page.status == 422
    assert page.error(field)
    assert page.form("start")["description_de"] == ["Bleibt."]
    assert not ProgrammeItem.objects.exists()


def test_pick_up_points_are_rows(client: Client, event: Event) -> None:
    item = make_item(event)
    address = url("de", "event_item", event.pk, item.pk)
    typed = {"pick_up_points-0-time": "08:00", "pick_up_points-0-place_de": "Bahnhof",
             "pick_up_points-0-place_cs": "Nádraží"}  # fmt: skip
    more = send(client, address, **typed, action="add_point")
    assert more.status == 200
    assert more.form("seen")["pick_up_points-0-place_de"] == ["Bahnhof"]
    assert "pick_up_points-1-time" in more.form("seen")
    assert send(client, address, **typed).status == 302
    assert PickUpPoint.objects.get().item == item
    assert send(client, address, **{"pick_up_points-0-place_cs": ""}).status == 422


def test_items_move_by_a_quarter_of_an_hour_and_by_a_day(client: Client, event: Event) -> None:
    item = make_item(event, hour=10)
    start = item.starts_at
    for name, expected in (
        ("later", start + timedelta(minutes=15)),
        ("earlier", start),
        ("next_day", start + timedelta(days=1)),
        ("previous_day", start),
    ):
        answer = step(client, event, item, name)
        assert answer.url.endswith(f"#item-{item.pk}")
        item.refresh_from_db()
        assert item.starts_at == expected
        assert item.ends_at - item.starts_at == timedelta(hours=1)
    event.refresh_from_db()
    assert event.sequence == 4
    assert Revision.objects.filter(kind="event", action="edited").count() == 4


def test_a_draft_has_no_history_of_every_step(client: Client, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(status="draft")
    step(client, event, make_item(event), "later")
    event.refresh_from_db()
    assert event.sequence == 0
    assert not Revision.objects.filter(kind="event").exists()


def test_items_are_duplicated_and_swap_rooms(client: Client, event: Event) -> None:
    rooms = [Room.objects.create(event=event, name_de=name, name_cs=name) for name in ("Saal", "Raum 2")]
    one, other = (make_item(event, hour=10 + number, room=room) for number, room in enumerate(rooms))
    one.speakers.add(Speaker.objects.create(event=event, last_name="Nováková"))
    step(client, event, one, "swap", other=other.pk)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.room, other.room) == (rooms[1], rooms[0])
    step(client, event, one, "duplicate")
    copy = ProgrammeItem.objects.latest("pk")
    assert (copy.starts_at, copy.room, copy.speakers.count()) == (one.ends_at, rooms[1], 1)


def test_what_people_have_booked_is_not_deleted(client: Client, event: Event) -> None:
    item, free = make_item(event, needs_booking=True), make_item(event)
    person = make_registration(event)
    ItemBooking.objects.create(registration=person, item=item, state=State.CONFIRMED, number=1)
    step(client, event, item, "delete")
    step(client, event, free, "delete")
    assert list(ProgrammeItem.objects.all()) == [item]


def test_buttons_of_another_event_do_nothing(client: Client, event: Event) -> None:
    foreign = make_item(make_event())
    assert step(client, event, foreign, "delete").status_code == 404
    assert (
        client.post(url("de", "event_item_step", foreign.event_id, foreign.pk), {"step": "delete"}).status_code == 404
    )
    assert ProgrammeItem.objects.filter(pk=foreign.pk).exists()


def test_conflicts_are_named(client: Client, event: Event) -> None:
    room = Room.objects.create(event=event, name_de="Saal", name_cs="Sál", capacity=20)
    speaker = Speaker.objects.create(event=event, last_name="Nováková")
    first, second = make_item(event, "Eins", room=room), make_item(event, "Zwei", room=room, capacity=30)
    after = make_item(event, "Drei", hour=11, room=room)
    for item in (first, second, after):
        item.speakers.add(speaker)
    start = first.starts_at + timedelta(days=5)
    outside = make_item(event, "Vier", hour=12)
    ProgrammeItem.objects.filter(pk=outside.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))
    found = conflicts(event, items_of(event))
    assert {pk: len(texts) for pk, texts in found.items()} == {first.pk: 2, second.pk: 3, outside.pk: 1}
    page = Page(client.get(url("de", "event_programme", event.pk)))
    assert page.source.count("plan-item__warning") == 6


def test_coffee_among_the_stands_takes_no_room_from_anybody(event: Event) -> None:
    room = Room.objects.create(event=event, name_de="Foyer", name_cs="Foyer")
    for kind in ("exhibition", "break", "talk"):
        make_item(event, type=kind, room=room)
    assert conflicts(event, items_of(event)) == {}


def test_three_at_once_warn_each_other(event: Event) -> None:
    room = Room.objects.create(event=event, name_de="Saal", name_cs="Sál")
    items = [make_item(event, room=room) for _number in range(3)]
    assert all(len(texts) == 2 for texts in conflicts(event, items_of(event)).values())
    assert len(items) == 3


def test_a_second_editor_of_an_item_is_told(client: Client, event: Event) -> None:
    item = make_item(event, "Vortrag")
    address = url("de", "event_item", event.pk, item.pk)
    opened = Page(client.get(address)).form("seen")
    send(client, address, title_de="Der andere war schneller")
    page = Page(client.post(address, {**opened, "title_de": "Meins", "action": "save"}))
    assert page.status == 422
    assert page.form("seen")["title_de"] == ["Meins"]
    assert client.post(address, {**page.form("seen"), "action": "save"}).status_code == 302
    item.refresh_from_db()
    assert item.title_de == "Meins"


def test_more_places_in_an_item_go_to_who_waits(client: Client, event: Event) -> None:
    item = make_item(event, needs_booking=True, capacity=1)
    for number, state in enumerate((State.CONFIRMED, State.WAITING), 1):
        ItemBooking.objects.create(registration=make_registration(event), item=item, state=state, number=number)
    send(client, url("de", "event_item", event.pk, item.pk), capacity="2")
    assert set(ItemBooking.objects.values_list("state", flat=True)) == {State.CONFIRMED}


def test_rooms_and_tracks_are_rows(client: Client, event: Event) -> None:
    address = url("de", "event_rooms", event.pk)
    typed = {"rooms-0-name_de": "Saal", "rooms-0-name_cs": "Sál", "tracks-0-name_de": "A", "tracks-0-name_cs": "A"}
    more = send(client, address, "rooms-TOTAL_FORMS", **typed, action="add_room")
    assert more.form("rooms-TOTAL_FORMS")["rooms-0-name_de"] == ["Saal"]
    assert "rooms-1-name_de" in more.form("rooms-TOTAL_FORMS")
    assert send(client, address, "rooms-TOTAL_FORMS", **typed).status == 302
    assert (event.rooms.get().name_cs, event.tracks.get().name_de) == ("Sál", "A")
    assert send(client, address, "rooms-TOTAL_FORMS", **{"rooms-0-name_cs": ""}).status == 422
    send(client, address, "rooms-TOTAL_FORMS", **{"rooms-0-DELETE": "on"})
    assert not event.rooms.exists()


def test_speakers(client: Client, event: Event) -> None:
    page = send(client, url("de", "event_speaker_new", event.pk), "last_name", last_name="Nováková", first_name="Jana")
    assert page.status == 302
    speaker = Speaker.objects.get()
    send(client, url("de", "event_speaker", event.pk, speaker.pk), "last_name", title_before="Ing.")
    speaker.refresh_from_db()
    assert str(speaker) == "Ing. Jana Nováková"
    client.post(url("de", "event_speaker_delete", event.pk, speaker.pk))
    assert not Speaker.objects.exists()


def test_documents_are_checked_and_their_files_go_with_them(
    client: Client, event: Event, django_capture_on_commit_callbacks: Any
) -> None:
    address = url("de", "event_document_new", event.pk)
    data = {"title_de": "Anfahrt", "title_cs": "", "audience": "public", "item": ""}
    wrong = client.post(address, {**data, "upload": upload("plan.exe", b"MZ")})
    assert wrong.status_code == 422
    assert client.post(address, {**data, "upload": upload("plan.pdf", b"no pdf")}).status_code == 422
    assert client.post(address, {**data, "upload": upload("plan.pdf", PDF)}).status_code == 302
    row = Document.objects.get()
    assert (row.file_name, row.content_type) == ("plan.pdf", "application/pdf")
    first = str(row.file.name)
    edit = url("de", "event_document_edit", event.pk, row.pk)
    assert client.post(edit, {**data, "title_cs": "Příjezd"}).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, {**data, "upload": upload("neu.pdf", PDF)})
    row.refresh_from_db()
    assert row.file_name == "neu.pdf"
    assert not default_storage.exists(first)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("de", "event_document_delete", event.pk, row.pk))
    assert not default_storage.exists(str(row.file.name))


def test_three_hundred_items_stay_one_page(client: Client, event: Event, django_assert_max_num_queries: Any) -> None:
    start = timezone.make_aware(datetime.combine(event.first_day, datetime.min.time()))
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(event=event, title_de=f"Punkt {number}", starts_at=start + timedelta(minutes=5 * number),
                      ends_at=start + timedelta(minutes=5 * number + 5))
        for number in range(300)
    )  # fmt: skip
    with django_assert_max_num_queries(6):
        assert client.get(url("de", "event_programme", event.pk)).status_code == 200
