"""Waiting lists, offers, approval, guests who do not confirm."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from events.choices import State, WaitingMode
from events.exceptions import (
    NotPossible,
    OfferExpired,
    SoldOut,
)
from events.models import Booking, Event, Registration
from events.services import places
from events.services.changes import approve, cancel, decline, promote, set_capacity
from events.services.guests import confirm_address, lapse
from events.services.offers import accept_offer, expire_offers, refuse_offer
from events.services.sweeping import events_to_go_on, sweep
from tests.events.signing_up import (
    CONFIRMED,
    OFFERED,
    WAITING,
    event_with,
    sign_up_one,
    states,
)

pytestmark = pytest.mark.django_db


def letters() -> list[tuple[str, int]]:
    """What the jobs that wait will tell, to whom."""
    jobs = ProcrastinateJob.objects.filter(task_name="events.write_letter").order_by("id")
    return [(job.args["letter"], job.args["registration_id"]) for job in jobs]


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
    assert offered.offered_until
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
