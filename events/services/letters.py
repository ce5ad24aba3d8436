"""Mails about registrations: jobs that carry numbers only, deferred in the transaction of what they tell.

The worker writes the mail (`events.services.writing`). Nothing is rendered while places are locked.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.choices import ENDED, RECONFIRM_BEFORE
from events.models import Desk, Event, ItemBooking, Registration

BATCH = 500  # jobs in one statement


class Letter(StrEnum):
    """What a mail tells."""

    VERIFY = "verify"
    BOOKED = "booked"
    TICKET = "ticket"
    KNOWN = "known"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    MOVED_UP = "moved_up"
    OFFERED = "offered"
    OFFER_EXPIRED = "offer_expired"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    CANCELLED_BY_ORGANISER = "cancelled_by_organiser"
    LAPSED = "lapsed"
    ITEM_MOVED_UP = "item_moved_up"
    ITEM_OFFERED = "item_offered"
    RECONFIRM = "reconfirm"
    REMINDER = "reminder"
    CHANGED = "changed"
    CALLED_OFF = "called_off"
    ITEM_CHANGED = "item_changed"
    ITEM_CALLED_OFF = "item_called_off"
    TICKET_AGAIN = "ticket_again"
    TAKEN_OVER = "taken_over"


def tell_bookings(booking_ids: Collection[int]) -> None:
    """The mails that answer forms; after the address is confirmed, the tickets."""
    from events.tasks import write_booking  # noqa: PLC0415 - tasks call services

    jobs: list[dict[str, Any]] = [{"booking_id": pk} for pk in booking_ids]
    write_booking.batch_defer(*jobs)


def tell(registration_ids: Collection[int], letter: Letter) -> None:
    """A mail to each of these people about the state they have now."""
    if not registration_ids:
        return
    rows = Registration.objects.filter(pk__in=registration_ids).values_list("pk", "sequence")
    _defer([{"registration_id": pk, "letter": letter.value, "occasion": sequence} for pk, sequence in rows])


def tell_items(item_booking_ids: Collection[int], letter: Letter) -> None:
    """A mail to each of these people about their place in a programme item."""
    rows = ItemBooking.objects.filter(pk__in=item_booking_ids).values_list("registration_id", "item_id")
    now = int(timezone.now().timestamp())
    _defer(
        [
            {"registration_id": person, "letter": letter.value, "occasion": now, "item_id": item}
            for person, item in (rows if item_booking_ids else ())
        ]
    )


def tell_about_item(registration_ids: Collection[int], item_id: int, letter: Letter, *, occasion: int) -> None:
    """A mail to each of these people about what has become of a programme item."""
    news = {"letter": letter.value, "occasion": occasion, "item_id": item_id}
    _defer([{"registration_id": pk, **news} for pk in registration_ids])


def tell_known(registration_ids: Collection[int]) -> None:
    """Tell people who were to be registered once more that they are registered; at most once a day."""
    today = timezone.localdate().toordinal()
    _defer([{"registration_id": pk, "letter": Letter.KNOWN.value, "occasion": today} for pk in registration_ids])


def tell_all(registration_ids: Collection[int], letter: Letter, occasion: int) -> None:
    """The same mail to many; `occasion` tells it from the same mail at another time."""
    _defer([{"registration_id": pk, "letter": letter.value, "occasion": occasion} for pk in registration_ids])


@transaction.atomic
def tell_participants_of_change(event_id: int) -> int:
    """Tell all who come or wait that the event has moved or is called off, with a calendar update; how many.

    Nobody loses a place by it. Call it after each change of time or place (`Event.sequence` has grown): the same
    change is told once. Who was asked whether they come is asked again when the event has moved away.
    """
    event = Event.objects.get(pk=event_id)
    rows = Registration.objects.filter(event=event_id).exclude(state__in=ENDED)
    people = list(rows.order_by("number").values_list("pk", flat=True))
    if not event.is_called_off and event.first_day - RECONFIRM_BEFORE > timezone.localdate():
        Desk.objects.filter(pk=event_id).update(reconfirmation_sent_at=None, reminder_sent_at=None)
        rows.update(asked_to_reconfirm_at=None, reconfirmed_at=None)
    tell_all(people, Letter.CALLED_OFF if event.is_called_off else Letter.CHANGED, event.sequence)
    return len(people)


def _defer(jobs: list[dict[str, Any]]) -> None:
    from events.tasks import write_letter  # noqa: PLC0415 - tasks call services

    for start in range(0, len(jobs), BATCH):
        write_letter.batch_defer(*jobs[start : start + BATCH])
