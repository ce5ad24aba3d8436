"""How a registration stands, in words, for pages and mails."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.choices import State
from events.models import ItemBooking, Registration
from events.services import places


@dataclass(frozen=True, slots=True)
class Described:
    """A person and the state of the registration and of its programme items."""

    registration: Registration
    state: str
    items: list["DescribedItem"]

    @property
    def name(self) -> str:
        """The name with titles."""
        return self.registration.full_name

    @property
    def code(self) -> str:
        """The code for the check-in; only who has a place needs it."""
        return self.registration.formatted_code if self.registration.state == State.CONFIRMED else ""


@dataclass(frozen=True, slots=True)
class DescribedItem:
    """A programme item that somebody has booked."""

    booking: ItemBooking
    state: str


def described(registration: Registration) -> Described:
    """The person with everything that somebody who waits wants to know; positions are counted now."""
    bookings = registration.item_bookings.all()
    items = [DescribedItem(one, item_state_text(one, registration)) for one in bookings if one.state != State.CANCELLED]
    return Described(registration, state_text(registration), items)


def state_text(registration: Registration) -> str:
    """The state in words; who waits reads the position."""
    if registration.state == State.WAITING:
        return _("On the waiting list, position %(position)d") % {"position": places.position(registration)}
    return str(registration.get_state_display())


def item_state_text(booking: ItemBooking, registration: Registration) -> str:
    """The state in words; while somebody waits for the event itself, there is no position for the item yet."""
    if booking.state == State.WAITING and registration.state == State.CONFIRMED:
        return _("On the waiting list, position %(position)d") % {"position": places.item_position(booking)}
    if booking.state == State.WAITING:
        return _("Decided as soon as you have a place at the event")
    return str(booking.get_state_display())
