"""Mails about registrations: deferred as jobs that carry numbers only, written by the worker."""

from collections.abc import Collection
from enum import StrEnum


class Letter(StrEnum):
    """What a mail tells."""

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
    KNOWN = "known"


def tell_booking(booking_id: int) -> None:
    """The mail that answers a form, and after the address is confirmed the tickets."""


def tell(registration_ids: Collection[int], letter: Letter, *, reason: str = "") -> None:
    """A mail to each of these people."""


def tell_items(item_booking_ids: Collection[int], letter: Letter) -> None:
    """A mail to each of these people about a programme item."""


def tell_known(registration_ids: Collection[int]) -> None:
    """Tell people who were to be registered once more that they are registered."""


def tell_participants_of_change(event_id: int) -> None:
    """Tell all who come or wait that the event has moved or is called off, with a calendar update."""
