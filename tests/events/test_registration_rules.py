"""Who gets a place, who waits, who is refused, and what the people are told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from events.choices import Mode, State, WaitingMode
from events.exceptions import (
    AlreadyRegistered,
    GuestsNotAllowed,
    NotOpenYet,
    NotPossible,
    OfferExpired,
    OrganisationFull,
    RegistrationClosed,
    SoldOut,
    TooManyForms,
    TooManyPeople,
)
from events.models import Booking, Desk, Event, ItemBooking, PickUpPoint, Registration
from events.services import places
from events.services.changes import approve, book_item, cancel, decline, leave_item, promote, set_capacity
from events.services.guests import confirm_address, lapse
from events.services.offers import accept_offer, expire_offers, refuse_offer
from events.services.registering import register, walk_in
from events.services.sweeping import events_to_go_on, sweep
from tests.events.factories import make_item
from tests.events.signing_up import (
    CONFIRMED,
    OFFERED,
    WAITING,
    contact,
    event_with,
    person,
    sign_up,
    sign_up_one,
    states,
)
from tests.factories import make_company, make_user, publish

pytestmark = pytest.mark.django_db


def letters() -> list[tuple[str, int]]:
    """What the jobs that wait will tell, to whom."""
    jobs = ProcrastinateJob.objects.filter(task_name="events.write_letter").order_by("id")
    return [(job.args["letter"], job.args["registration_id"]) for job in jobs]


def item_states(registration: Registration) -> list[str]:
    return list(registration.item_bookings.order_by("item_id").values_list("state", flat=True))


def test_the_first_get_the_places_the_others_wait_in_their_order() -> None:
    event = event_with(2)
    people = [sign_up_one(event) for _number in range(4)]
    assert states(event) == [CONFIRMED, CONFIRMED, WAITING, WAITING]
    assert [row.number for row in people] == [1, 2, 3, 4]
    assert [places.position(row) for row in people] == [0, 0, 1, 2]
    left = places.places_left(event.pk).event
    assert (left.capacity, left.taken, left.waiting, left.left) == (2, 2, 2, 0)


def test_without_a_limit_everybody_has_a_place() -> None:
    event = event_with(None)
    sign_up(event, person(), person(), person())
    assert states(event) == [CONFIRMED] * 3
    assert places.places_left(event.pk).event.left is None


def test_colleagues_are_handled_one_by_one_in_their_order() -> None:
    event = event_with(2)
    booking = sign_up(event, person(last_name="A"), person(last_name="B"), person(last_name="C"))
    rows = booking.registrations.order_by("number")
    assert [(row.last_name, row.state) for row in rows] == [("A", CONFIRMED), ("B", CONFIRMED), ("C", WAITING)]


def test_a_form_sent_twice_is_one_booking() -> None:
    event, who, key = event_with(5), contact(), uuid4()
    people = [person(who.email)]
    first = register(event_id=event.pk, contact=who, people=people, form_key=key)
    assert register(event_id=event.pk, contact=who, people=people, form_key=key) == first
    assert states(event) == [CONFIRMED]
    assert ProcrastinateJob.objects.filter(task_name="events.write_booking").count() == 1


def test_who_is_registered_already_is_told_and_not_doubled() -> None:
    event = event_with(5)
    known = sign_up_one(event, email="jana@example.org")
    with pytest.raises(AlreadyRegistered) as raised:
        sign_up(event, person("JANA@example.org"), email="jana@example.org")
    assert raised.value.registration_ids == [known.pk]
    booking = sign_up(event, person("jana@example.org"), person("petr@example.org"))
    assert [row.email for row in booking.registrations.all()] == ["petr@example.org"]
    assert letters() == [("known", known.pk)]
    cancel(registration_id=known.pk)
    sign_up(event, person("jana@example.org"))
    assert Registration.objects.filter(email="jana@example.org", state=State.CONFIRMED).count() == 1


@pytest.mark.parametrize(
    ("desk", "event", "error"),
    [
        ({"is_open": False}, {}, RegistrationClosed),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, {}, RegistrationClosed),
        ({"opens_at": timezone.now() + timedelta(minutes=1)}, {}, NotOpenYet),
        ({"allows_guests": False}, {}, GuestsNotAllowed),
        ({}, {"status": "draft"}, RegistrationClosed),
        ({}, {"called_off_at": timezone.now()}, RegistrationClosed),
        ({}, {"is_template": True}, RegistrationClosed),
        ({}, {"first_day": timezone.localdate() - timedelta(2), "last_day": timezone.localdate() - timedelta(1)},
         RegistrationClosed),
    ],
)  # fmt: skip
def test_closed_for_a_reason(desk: dict[str, Any], event: dict[str, Any], error: type[Exception]) -> None:
    row = event_with(5, **desk)
    Event.objects.filter(pk=row.pk).update(**event)
    with pytest.raises(error):
        sign_up_one(row)
    assert not Booking.objects.exists()


def test_limits_of_one_form_and_of_one_address() -> None:
    event = event_with(None, most_at_once=2)
    with pytest.raises(TooManyPeople) as raised:
        sign_up(event, person(), person(), person())
    assert raised.value.most == 2
    for _form in range(10):
        sign_up(event, person(), email="jana@example.org")
    with pytest.raises(TooManyForms):
        sign_up(event, person(), email="jana@example.org")


def test_an_organisation_sends_no_more_than_it_may() -> None:
    event = event_with(None, most_per_organisation=2)
    sign_up(event, person(), organisation_name="Müller Werkzeugbau GmbH")
    with pytest.raises(OrganisationFull) as raised:
        sign_up(event, person(), person(), organisation_name="MULLER  Werkzeugbau, GmbH")
    assert (raised.value.most, raised.value.left) == (2, 1)
    sign_up(event, person(), organisation_name="müller werkzeugbau gmbh")
    with pytest.raises(OrganisationFull):
        sign_up(event, person(), organisation_name="Müller Werkzeugbau GmbH")
    sign_up(event, person(), organisation_name="Meier GmbH")
    sign_up(event, person())
    Registration.objects.filter(booking__organisation_name="Müller Werkzeugbau GmbH").update(state=State.CANCELLED)
    sign_up(event, person(), organisation_name="Müller Werkzeugbau GmbH")


def test_the_same_entry_is_the_same_organisation_whatever_it_is_called() -> None:
    event, company = event_with(None, most_per_organisation=1), publish(make_company())
    sign_up(event, person(), organisation_id=company.pk, organisation_name=company.name)
    with pytest.raises(OrganisationFull):
        sign_up(event, person(), organisation_id=company.pk, organisation_name="Neuer Name AG")


def test_without_a_waiting_list_nobody_waits() -> None:
    event = event_with(2, waiting_mode=WaitingMode.CLOSED)
    sign_up_one(event)
    with pytest.raises(SoldOut) as raised:
        sign_up(event, person(), person())
    assert raised.value.left == 1
    assert states(event) == [CONFIRMED]


def test_who_comes_later_does_not_jump_the_queue() -> None:
    event = event_with(1)
    first, second = sign_up_one(event), sign_up_one(event)
    # a place is free, but somebody waits: as between a change of the settings and the next sweep
    Registration.objects.filter(pk=first.pk).update(state=State.CANCELLED)
    third = sign_up_one(event)
    assert third.state == WAITING
    assert events_to_go_on() == [event.pk]
    sweep(event_id=event.pk)
    second.refresh_from_db()
    assert second.state == CONFIRMED
    assert events_to_go_on() == []


def test_a_cancelled_place_goes_to_the_next_one_by_number() -> None:
    event = event_with(1)
    first, second, _third = (sign_up_one(event) for _number in range(3))
    cancel(registration_id=first.pk)
    cancel(registration_id=first.pk)
    assert states(event) == ["cancelled", CONFIRMED, WAITING]
    assert letters() == [("cancelled", first.pk), ("moved_up", second.pk)]


def test_more_places_are_for_those_who_wait_and_fewer_take_none_away() -> None:
    event = event_with(1)
    rows = [sign_up_one(event) for _number in range(4)]
    assert set_capacity(event_id=event.pk, capacity=3, actor=None) == [rows[1].pk, rows[2].pk]
    assert set_capacity(event_id=event.pk, capacity=1, actor=None) == []
    assert states(event) == [CONFIRMED, CONFIRMED, CONFIRMED, WAITING]
    cancel(registration_id=rows[0].pk)
    assert states(event)[-1] == WAITING
    assert set_capacity(event_id=event.pk, capacity=None, actor=None) == [rows[3].pk]


def test_a_called_off_event_releases_nobody() -> None:
    event = event_with(1)
    first, _second = sign_up_one(event), sign_up_one(event)
    Event.objects.filter(pk=event.pk).update(called_off_at=timezone.now())
    cancel(registration_id=first.pk)
    assert states(event) == ["cancelled", WAITING]
    assert events_to_go_on() == []


def test_approval_gives_the_place_that_the_number_means() -> None:
    event = event_with(1, needs_approval=True)
    first, second, third = (sign_up_one(event) for _number in range(3))
    assert states(event) == ["requested"] * 3
    assert places.places_left(event.pk).event.taken == 0
    assert approve(registration_id=third.pk, actor=None).state == CONFIRMED
    assert approve(registration_id=second.pk, actor=None).state == WAITING
    assert approve(registration_id=first.pk, actor=None).state == WAITING
    assert places.position(Registration.objects.get(pk=first.pk)) == 1
    with pytest.raises(NotPossible):
        approve(registration_id=first.pk, actor=None)
    cancel(registration_id=third.pk)
    assert states(event) == [CONFIRMED, WAITING, "cancelled"]


def test_declining_has_a_reason_that_no_job_carries() -> None:
    event = event_with(1, needs_approval=True)
    row = sign_up_one(event)
    assert decline(registration_id=row.pk, actor=None, reason="").state == State.DECLINED
    with pytest.raises(NotPossible):
        decline(registration_id=row.pk, actor=None, reason="")


def test_the_organiser_gives_a_place_out_of_turn() -> None:
    event = event_with(1)
    _first, _second, third = (sign_up_one(event) for _number in range(3))
    with pytest.raises(SoldOut):
        promote(registration_id=third.pk, actor=None)
    assert promote(registration_id=third.pk, actor=None, beyond=True).state == CONFIRMED
    assert states(event) == [CONFIRMED, WAITING, CONFIRMED]
    assert Booking.objects.get(registrations=third).verified_at


def test_an_offer_is_kept_for_some_hours_then_goes_on() -> None:
    event = event_with(1, waiting_mode=WaitingMode.OFFER, offer_hours=3)
    rows = [sign_up_one(event) for _number in range(4)]
    cancel(registration_id=rows[0].pk)
    assert states(event) == ["cancelled", OFFERED, WAITING, WAITING]
    offered = Registration.objects.get(pk=rows[1].pk)
    assert timedelta(hours=2, minutes=59) < offered.offered_until - timezone.now() <= timedelta(hours=3)
    assert sign_up_one(event).state == WAITING
    later = timezone.now() + timedelta(hours=3, minutes=1)
    Registration.objects.filter(pk=offered.pk).update(offered_until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(OfferExpired):
        accept_offer(registration_id=offered.pk)
    assert events_to_go_on() == [event.pk]
    assert expire_offers(event_id=event.pk) == 1
    assert expire_offers(event_id=event.pk) == 0
    assert states(event)[1:3] == ["lapsed", OFFERED]
    assert refuse_offer(registration_id=rows[2].pk).state == State.CANCELLED
    assert accept_offer(registration_id=rows[3].pk).state == CONFIRMED
    assert accept_offer(registration_id=rows[3].pk).state == CONFIRMED
    assert expire_offers(event_id=event.pk, now=later) == 0
    with pytest.raises(OfferExpired):
        accept_offer(registration_id=offered.pk)
    with pytest.raises(NotPossible):
        accept_offer(registration_id=rows[0].pk)


def test_a_guest_who_does_not_confirm_loses_the_place() -> None:
    event = event_with(1)
    guest, second = sign_up_one(event), sign_up_one(event)
    assert lapse(event_id=event.pk) == 0
    confirm_address(booking_id=second.booking_id)
    Booking.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert events_to_go_on() == [event.pk]
    assert lapse(event_id=event.pk) == 1
    assert lapse(event_id=event.pk) == 0
    assert states(event) == ["lapsed", CONFIRMED]
    assert letters() == [("lapsed", guest.pk), ("moved_up", second.pk)]
    assert confirm_address(booking_id=guest.booking_id) is False
    assert events_to_go_on() == []


def test_a_member_needs_to_confirm_nothing() -> None:
    event, user = event_with(1, allows_guests=False), make_user()
    booking = sign_up(event, person(user.email), email=user.email, user=user)
    assert booking.verified_at
    assert confirm_address(booking_id=booking.pk) is False


def test_online_people_take_no_place_in_the_room() -> None:
    event = event_with(1)
    Event.objects.filter(pk=event.pk).update(mode=Mode.HYBRID)
    sign_up_one(event)
    assert sign_up_one(event, wants_online=True).state == CONFIRMED
    assert sign_up_one(event).state == WAITING
    assert places.places_left(event.pk).event.taken == 1


def test_items_have_places_and_waiting_lists_of_their_own() -> None:
    event = event_with(3)
    workshop, tour = make_item(event, capacity=1), make_item(event, capacity=2, hour=13)
    both = [(workshop.pk, None), (tour.pk, None)]
    first, second, third = (sign_up_one(event, items=both) for _number in range(3))
    waits = sign_up_one(event, items=both)
    assert [item_states(row) for row in (first, second, third, waits)] == [
        [CONFIRMED, CONFIRMED],
        [WAITING, CONFIRMED],
        [WAITING, WAITING],
        [WAITING, WAITING],
    ]
    second_place = second.item_bookings.get(item=workshop)
    third_place = third.item_bookings.get(item=workshop)
    assert (places.item_position(second_place), places.item_position(third_place)) == (1, 2)
    left = places.places_left(event.pk).items
    assert (left[workshop.pk].left, left[workshop.pk].waiting, left[tour.pk].waiting) == (0, 2, 1)
    # the place at the event brings the places in its items along, in turn
    cancel(registration_id=first.pk)
    waits.refresh_from_db()
    assert waits.state == CONFIRMED
    assert [item_states(row) for row in (first, second, third, waits)] == [
        ["cancelled", "cancelled"],
        [CONFIRMED, CONFIRMED],
        [WAITING, CONFIRMED],
        [WAITING, WAITING],
    ]
    leave_item(registration_id=second.pk, item_id=workshop.pk)
    assert item_states(third) == [CONFIRMED, CONFIRMED]
    assert ("item_moved_up", third.pk) in letters()


def test_a_full_bus_stop_is_skipped_and_nobody_else() -> None:
    event = event_with(None)
    visit = make_item(event, capacity=3)
    zittau = PickUpPoint.objects.create(item=visit, place_de="Zittau", place_cs="Žitava", time="07:00", seats=1)
    liberec = PickUpPoint.objects.create(item=visit, place_de="Reichenberg", place_cs="Liberec", time="07:40", seats=5)
    first = sign_up_one(event, items=[(visit.pk, zittau.pk)])
    second = sign_up_one(event, items=[(visit.pk, zittau.pk)])
    third = sign_up_one(event, items=[(visit.pk, liberec.pk)])
    assert [item_states(row) for row in (first, second, third)] == [[CONFIRMED], [WAITING], [CONFIRMED]]
    for stop in (None, 999_999):
        with pytest.raises(NotPossible):
            sign_up_one(event, items=[(visit.pk, stop)])
    assert book_item(registration_id=second.pk, item_id=visit.pk, pick_up_point_id=liberec.pk).state == CONFIRMED
    with pytest.raises(SoldOut):
        book_item(registration_id=second.pk, item_id=visit.pk, pick_up_point_id=zittau.pk)
    assert second.item_bookings.get().pick_up_point == liberec
    fourth = sign_up_one(event, items=[(visit.pk, liberec.pk)])
    assert item_states(fourth) == [WAITING]
    leave_item(registration_id=first.pk, item_id=visit.pk)
    assert item_states(fourth) == [CONFIRMED]


def test_offered_places_in_items() -> None:
    event = event_with(None, waiting_mode=WaitingMode.OFFER)
    workshop = make_item(event, capacity=1)
    first, second, third = (sign_up_one(event, items=[(workshop.pk, None)]) for _number in range(3))
    leave_item(registration_id=first.pk, item_id=workshop.pk)
    assert (item_states(second), item_states(third)) == ([OFFERED], [WAITING])
    refuse_offer(registration_id=second.pk, item_id=workshop.pk)
    assert (item_states(second), item_states(third)) == (["cancelled"], [OFFERED])
    assert accept_offer(registration_id=third.pk, item_id=workshop.pk).state == CONFIRMED
    assert item_states(third) == [CONFIRMED]
    ItemBooking.objects.filter(registration=third).update(state=State.OFFERED, offered_until=timezone.now())
    assert events_to_go_on() == [event.pk]
    sweep(event_id=event.pk)
    assert item_states(third) == ["lapsed"]
    assert Registration.objects.get(pk=third.pk).state == CONFIRMED


def test_only_what_needs_booking_is_booked() -> None:
    event = event_with(None)
    talk, other = make_item(event), make_item(event_with(None), capacity=5)
    for item in (talk, other):
        with pytest.raises(NotPossible):
            sign_up_one(event, items=[(item.pk, None)])
    row = sign_up_one(event)
    with pytest.raises(NotPossible):
        book_item(registration_id=row.pk, item_id=talk.pk)


def test_walk_ins_fill_the_room_and_go_beyond_only_when_told() -> None:
    event, staff = event_with(1), make_user()
    row = walk_in(event_id=event.pk, person=person(), organisation_name="Meier GmbH", actor=staff)
    assert (row.state, row.is_walk_in, row.organisation_name) == (CONFIRMED, True, "Meier GmbH")
    with pytest.raises(SoldOut):
        walk_in(event_id=event.pk, person=person(), organisation_name="", actor=staff)
    walk_in(event_id=event.pk, person=person(), organisation_name="", actor=staff, beyond=True)
    assert states(event) == [CONFIRMED, CONFIRMED]
    assert Booking.objects.filter(user=None, verified_at__isnull=False).count() == 2


def test_places_left_takes_two_statements(django_assert_num_queries: Any) -> None:
    event = event_with(3)
    for _number in range(3):
        make_item(event, capacity=1)
    with django_assert_num_queries(2):
        assert len(places.places_left(event.pk).items) == 3


def test_registering_takes_few_statements(django_assert_num_queries: Any) -> None:
    event = event_with(3)
    item = make_item(event, capacity=1)
    # savepoint, lock, counts, booking, person, number, job, release
    with django_assert_num_queries(8):
        sign_up_one_form(event, person("a@example.org"))
    with django_assert_num_queries(11):
        sign_up_one_form(event, person("b@example.org", items=[(item.pk, None)]), person("c@example.org"))


def sign_up_one_form(event: Event, *people: Any) -> None:
    register(event_id=event.pk, contact=contact(people[0].email), people=people, form_key=uuid4())


def test_numbers_stand_in_the_desk() -> None:
    event = event_with(3)
    sign_up(event, person(), person())
    assert Desk.objects.get(pk=event.pk).last_number == 2
