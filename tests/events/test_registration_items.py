"""Places in programme items and at bus stops."""

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from events.choices import State, WaitingMode
from events.exceptions import (
    NotPossible,
    SoldOut,
)
from events.models import ItemBooking, PickUpPoint, Registration
from events.services import places
from events.services.changes import book_item, cancel, leave_item
from events.services.offers import accept_offer, refuse_offer
from events.services.sweeping import events_to_go_on, sweep
from tests.events.factories import make_item
from tests.events.signing_up import (
    CONFIRMED,
    OFFERED,
    WAITING,
    event_with,
    sign_up_one,
)

pytestmark = pytest.mark.django_db


def letters() -> list[tuple[str, int]]:
    """What the jobs that wait will tell, to whom."""
    jobs = ProcrastinateJob.objects.filter(task_name="events.write_letter").order_by("id")
    return [(job.args["letter"], job.args["registration_id"]) for job in jobs]


def item_states(registration: Registration) -> list[str]:
    return list(registration.item_bookings.order_by("item_id").values_list("state", flat=True))


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
