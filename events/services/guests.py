"""Guests: whose address is confirmed in time keeps the place, whose is not loses it to the next one."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from events.choices import ENDED, VERIFY_WITHIN, State
from events.models import Booking, ItemBooking, Registration
from events.services import letters, places, waiting
from events.services.letters import Letter


@transaction.atomic
def confirm_address(*, booking_id: int) -> bool:
    """Somebody has pressed the button behind the mailed link; False when it was confirmed before, or has lapsed.

    What has lapsed stays so: the place is another one's.
    """
    event_id = Booking.objects.values_list("event_id", flat=True).get(pk=booking_id)
    places.lock_desk(event_id)
    people = Registration.objects.filter(booking=booking_id)
    if not people.exclude(state__in=ENDED).exists():
        return False
    changed = Booking.objects.filter(pk=booking_id, verified_at=None).update(verified_at=timezone.now())
    if changed:
        letters.tell_bookings([booking_id])
    return bool(changed)


@transaction.atomic
def lapse(*, event_id: int, now: datetime | None = None) -> int:
    """Free the places of an event whose guests have not confirmed their address in time; how many people.

    The next ones move up. Harmless to repeat.
    """
    desk = places.lock_desk(event_id)
    rows = _unconfirmed(now).filter(event=event_id)
    people = list(Registration.objects.filter(booking__in=rows).exclude(state__in=ENDED).values_list("pk", flat=True))
    if not people:
        return 0
    places.put(people, State.LAPSED)
    items = ItemBooking.objects.filter(registration__in=people).exclude(state__in=ENDED)
    places.put_items(list(items.values_list("pk", flat=True)), State.LAPSED)
    letters.tell(people, Letter.LAPSED)
    waiting.move_up(desk)
    return len(people)


def events_with_unconfirmed(now: datetime | None = None) -> list[int]:
    """Numbers of the events where a guest's time to confirm is over."""
    rows = _unconfirmed(now).filter(registrations__in=Registration.objects.exclude(state__in=ENDED))
    return sorted(set(rows.values_list("event_id", flat=True)))


def _unconfirmed(now: datetime | None) -> QuerySet[Booking]:
    return Booking.objects.filter(verified_at=None, created_at__lte=(now or timezone.now()) - VERIFY_WITHIN)
