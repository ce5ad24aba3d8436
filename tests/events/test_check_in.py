"""The door: ticks that are neither lost nor doubled, whoever sends them how often; search, counts, walk-ins."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events.choices import Direction, State
from events.models import ItemBooking, Tick
from events.services.checking_in import (
    SentTick,
    counts,
    find_people,
    seen,
    undo_tick,
)
from tests.events.factories import make_event, make_item, make_registration
from tests.events.ticks import make_tick, record

pytestmark = pytest.mark.django_db


def test_the_same_tick_sent_twice_is_one() -> None:
    event = make_event()
    tick = make_tick(make_registration(event))
    assert record(event, tick).saved == [tick.key]
    assert record(event, tick, tick).saved == [tick.key]
    assert Tick.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_windows_that_send_the_same_at_once_make_no_tick_twice() -> None:
    event = make_event()
    ticks = [make_tick(make_registration(event)) for _number in range(20)]

    def send(turn: int) -> int:
        try:
            batch = ticks if turn % 2 else list(reversed(ticks))
            return len(record(event, *batch).saved)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(8))) == [20] * 8
    assert Tick.objects.count() == 20


def test_the_later_time_counts_in_whichever_order_ticks_arrive() -> None:
    event = make_event()
    person = make_registration(event)
    went_out, came_in = make_tick(person, "out", minutes=-5), make_tick(person, "in", minutes=-50)
    record(event, went_out)
    record(event, came_in)
    assert seen(event.pk)[person.pk].direction == "out"
    assert counts(event.pk).present == 0
    assert counts(event.pk).came == 1


def test_a_wrong_clock_is_corrected() -> None:
    event = make_event()
    person = make_registration(event)
    wrong = timedelta(hours=3)
    tick = make_tick(person, at=timezone.now() + wrong - timedelta(minutes=10))
    record(event, tick, sent_at=timezone.now() + wrong)
    ago = timezone.now() - Tick.objects.get().at
    assert timedelta(minutes=9) < ago < timedelta(minutes=11)


@pytest.mark.parametrize("moment", [timedelta(days=400), timedelta(days=-400)])
def test_a_senseless_time_counts_as_now(moment: timedelta) -> None:
    event = make_event()
    record(event, make_tick(make_registration(event), at=timezone.now() + moment))
    assert abs(Tick.objects.get().at - timezone.now()) < timedelta(minutes=1)


def test_undoing_brings_back_what_was_before() -> None:
    event = make_event()
    person = make_registration(event)
    came_in, went_out = make_tick(person, minutes=-9), make_tick(person, "out", minutes=-3)
    record(event, came_in, went_out)
    assert undo_tick(event_id=event.pk, key=went_out.key)
    assert not undo_tick(event_id=event.pk, key=went_out.key)
    assert seen(event.pk)[person.pk].is_in


def test_an_undone_tick_stays_undone_however_it_arrives() -> None:
    event = make_event()
    person = make_registration(event)
    tick = make_tick(person)
    undone = SentTick(tick.key, person.pk, Direction.IN, tick.at, undone=True)
    record(event, undone)
    record(event, tick)
    assert seen(event.pk) == {}
    other = make_tick(person)
    record(event, other)
    record(event, SentTick(other.key, person.pk, Direction.IN, other.at, undone=True))
    assert seen(event.pk) == {}


def test_ticks_of_another_event_are_refused() -> None:
    event, other = make_event(), make_event()
    stranger, own = make_registration(other), make_registration(event)
    item = make_item(other)
    wrong, wrong_item, right = make_tick(stranger), make_tick(own, item_id=item.pk), make_tick(own)
    taken = record(event, wrong, wrong_item, right)
    assert taken.refused == [wrong.key, wrong_item.key]
    assert taken.saved == [right.key]


def test_rooms_count_for_themselves() -> None:
    event = make_event()
    item = make_item(event, needs_booking=True)
    booked, other = make_registration(event), make_registration(event)
    ItemBooking.objects.create(registration=booked, item=item, state=State.CONFIRMED, number=1)
    record(event, make_tick(booked, item_id=item.pk), make_tick(other))
    assert (counts(event.pk).present, counts(event.pk).expected) == (1, 2)
    assert (counts(event.pk, item.pk).present, counts(event.pk, item.pk).expected) == (1, 1)


@pytest.mark.parametrize(
    "words", ["nová", "NOVAK", "jana novák", "Nováková, Jana", "strojírny novak", "{number}", "{code}", "{low_code}"]
)
def test_people_are_found_by_name_number_and_code(words: str) -> None:
    event = make_event()
    person = make_registration(event, last_name="Nováková", organisation_name="Strojírny Žďár")
    make_registration(event, first_name="Petr", last_name="Šustr")
    typed = words.format(number=person.number, code=person.formatted_code, low_code=person.code.lower())
    assert find_people(event.pk, typed) == [person]


@pytest.mark.parametrize("words", ["", " ", "xyz", "99999999999999", "ABCDEFGHJK"])
def test_nobody_is_found_for_senseless_words(words: str) -> None:
    event = make_event()
    make_registration(event)
    assert find_people(event.pk, words) == []


def test_who_has_a_place_stands_before_who_waits_for_one() -> None:
    event = make_event()
    waiting = make_registration(event, first_name="Ludmila", last_name="Hájek", state=State.WAITING)
    comes = make_registration(event, first_name="Ludmila", last_name="Hájková")
    assert find_people(event.pk, "hajk") == [comes]
    assert find_people(event.pk, "ludmila") == [comes, waiting]
