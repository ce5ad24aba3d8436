"""A person's timetable: what is next, gaps, what could not be met, and that nobody sees another's."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from events.choices import ItemType
from events.models import ProgrammeItem, Room
from events.papers.wording import Wording
from events.tokens import registration_token
from exchange import timetables
from exchange.choices import PlanState
from exchange.forms.slots import BlockForm
from exchange.models import Exchange, Participant, Plan
from exchange.papers.sheets import Sheets
from exchange.plans import timetable
from exchange.unmet import SENTENCES
from tests.events.factories import make_event, make_item
from tests.exchange.factories import make_exchange, make_interpreter, make_participant, make_request, make_told_plan
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


def _address(person: Participant, language: str = "de", view: str = "exchange_own_timetable") -> str:
    return url(language, view, registration_token(person.registration), person.registration_id)


def _told(meetings: int = 2, **facts: Any) -> tuple[Exchange, Participant, Plan]:
    exchange = make_exchange(make_event(days=0))
    slots, table = list(exchange.slots.all()), exchange.tables.first()
    me = make_participant(exchange)
    rows = [
        (make_request(make_participant(exchange), me, reason="Gemeinsam bauen"), slots[n], table)
        for n in range(0, meetings * 2, 2)
    ]
    return exchange, me, make_told_plan(exchange, rows, **facts)


@pytest.mark.parametrize("language", ["de", "cs"])
def test_a_timetable_has_partners_tables_reasons_and_gaps(client: Client, language: str) -> None:
    _exchange, me, plan = _told()
    page = Page(client.get(_address(me, language)))
    assert (page.status, len(page.headings)) == (200, 1)
    for entry in timetable(plan, me.pk):
        assert entry.partner.registration.full_name in page.source
        assert entry.partner.offers in page.source
    assert page.source.count("timetable__free") == 1
    assert page.source.count("Gemeinsam bauen") == 2
    assert _address(me, language, "exchange_own_calendar") in page.source
    assert 'role="note"' in page.source  # preliminary


def _placed(exchange: Exchange, **facts: Any) -> ProgrammeItem:
    """The exchange stands in the programme, in a room."""
    room = Room.objects.create(
        event=exchange.event, name_de="Großer Saal", name_cs="Velký sál", note_de="Erster Stock", note_cs="V patře"
    )
    exchange.item = make_item(exchange.event, type=ItemType.EXCHANGE, room=room, hour=14, **facts)
    exchange.save()
    return exchange.item


@pytest.mark.parametrize(
    ("language", "room", "note"), [("de", "Großer Saal", "Erster Stock"), ("cs", "Velký sál", "V patře")]
)
def test_the_programme_says_in_which_room_one_meets(client: Client, language: str, room: str, note: str) -> None:
    exchange, me, plan = _told()
    item = _placed(exchange)
    page = Page(client.get(_address(me, language)))
    assert room in page.source
    assert note in page.source
    calendar = Calendar.from_ical(client.get(_address(me, language, "exchange_own_calendar")).content)
    for entry in calendar.walk("VEVENT"):
        assert entry["LOCATION"].startswith(f"{'Tisch' if language == 'de' else 'Stůl'} 1, {room}, ")
    plan.exchange.refresh_from_db()
    place = Sheets(plan).head(Wording("both"), "x")["event"]["place"]
    assert place[0]["text"].startswith("Großer Saal / Velký sál, ")
    item.called_off_at = timezone.now()
    item.save()
    assert room not in client.get(_address(me, language)).content.decode()


def test_the_programme_says_when_slots_are_added_from() -> None:
    exchange = make_exchange()
    item = _placed(exchange)
    first = BlockForm(exchange=exchange).initial
    assert (first["day"], first["start"].hour, first["end"].hour) == (timezone.localdate(item.starts_at), 14, 15)


def test_a_final_plan_is_not_called_preliminary(client: Client) -> None:
    _exchange, me, _plan = _told(state=PlanState.FINAL)
    assert 'role="note"' not in client.get(_address(me)).content.decode()


def test_the_next_meeting_is_the_one_that_runs_or_comes_on_this_day() -> None:
    exchange, me, plan = _told()
    entries = timetable(plan, me.pk)
    first, last = entries
    start = first.slot.starts_at
    assert timetables.next_entry(entries, start - timedelta(hours=1)) == first
    assert timetables.next_entry(entries, start + timedelta(minutes=5)) == first
    assert timetables.next_entry(entries, first.slot.ends_at) == last
    assert timetables.next_entry(entries, last.slot.ends_at) is None
    assert timetables.next_entry(entries, start - timedelta(days=1)) is None
    (day,) = timetables.days(entries, list(exchange.slots.all()))
    assert [row.entry is None for row in day.rows] == [False, True, False]
    assert timetables.days([], []) == []


def test_the_next_meeting_stands_on_top_on_the_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _exchange, me, plan = _told()
    first = timetable(plan, me.pk)[0]
    monkeypatch.setattr("exchange.views.timetable.timezone.now", lambda: first.slot.starts_at + timedelta(minutes=1))
    source = client.get(_address(me)).content.decode()
    assert source.index("timetable-next") < source.index("timetable__row")


def test_every_unmet_wish_has_its_reason_in_words(client: Client) -> None:
    exchange, me, plan = _told()
    unmet = {str(make_request(me, make_participant(exchange)).pk): str(reason) for reason in SENTENCES}
    plan.unmet = unmet
    plan.save()
    source = client.get(_address(me)).content.decode()
    assert source.count("timetable__unmet") == len(SENTENCES)


def test_an_interpreter_and_the_languages_are_named(client: Client) -> None:
    exchange, me, plan = _told()
    meeting = timetable(plan, me.pk)[0].meeting
    meeting.interpreter = make_interpreter(exchange, "Věra Tlumočná")
    meeting.save()
    assert "Věra Tlumočná" in client.get(_address(me)).content.decode()


def test_without_a_plan_the_page_says_so_and_there_is_no_paper(client: Client) -> None:
    exchange = make_exchange()
    me = make_participant(exchange)
    make_told_plan(exchange, [], state=PlanState.DRAFT)
    assert "timetable__row" not in client.get(_address(me)).content.decode()
    assert client.get(_address(me, view="exchange_own_paper")).status_code == 404


def test_the_own_paper_is_a_pdf_in_one_or_both_languages(client: Client) -> None:
    _exchange, me, _plan = _told()
    address = _address(me, view="exchange_own_paper")
    for query in ({}, {"language": "both"}):
        response = client.get(address, query)
        assert response.content.startswith(b"%PDF-")
        assert "no-store" in response["Cache-Control"]
    assert client.get(address, {"language": "xx"}).status_code == 404


@pytest.mark.parametrize("view", ["exchange_own_timetable", "exchange_own_calendar", "exchange_own_paper"])
def test_a_link_opens_nobody_elses_timetable(client: Client, view: str) -> None:
    _exchange, me, plan = _told()
    other = timetable(plan, me.pk)[0].partner
    token = registration_token(me.registration)
    assert client.get(url("de", view, token, other.registration_id)).status_code == 404
    assert client.get(url("de", view, "wrong", me.registration_id)).status_code == 404


@pytest.mark.parametrize("meetings", [1, 2])
def test_the_number_of_statements_does_not_depend_on_the_meetings(
    client: Client, django_assert_num_queries: Any, meetings: int
) -> None:
    _exchange, me, _plan = _told(meetings)
    address = _address(me)
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)
