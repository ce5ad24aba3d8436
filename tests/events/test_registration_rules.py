"""Who gets a place, who is refused, and how little it costs."""

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
    OrganisationFull,
    RegistrationClosed,
    SoldOut,
    TooManyForms,
    TooManyPeople,
)
from events.models import Booking, Desk, Event, Registration
from events.services import places
from events.services.changes import cancel
from events.services.guests import confirm_address
from events.services.registering import register, walk_in
from tests.events.factories import make_item
from tests.events.signing_up import (
    CONFIRMED,
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
        ({"opens_at": timezone.now() + timedelta(hours=9)}, {}, NotOpenYet),
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
    # savepoint, booking with words and number, job, lock, counts, person, release
    with django_assert_num_queries(7):
        sign_up_one_form(event, person("a@example.org"))
    with django_assert_num_queries(9):
        sign_up_one_form(event, person("b@example.org", items=[(item.pk, None)]), person("c@example.org"))


def sign_up_one_form(event: Event, *people: Any) -> None:
    register(event_id=event.pk, contact=contact(people[0].email), people=people, form_key=uuid4())


def test_numbers_stand_in_the_desk() -> None:
    event = event_with(3)
    sign_up(event, person(), person())
    assert Desk.objects.get(pk=event.pk).last_number == 2
