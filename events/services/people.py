"""How a registration stands, in words, for pages and mails."""

from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, QuerySet
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
        return _("On the waiting list, position %(position)d") % {"position": _position(registration)}
    return str(registration.get_state_display())


def item_state_text(booking: ItemBooking, registration: Registration) -> str:
    """The state in words; while somebody waits for the event itself, there is no position for the item yet."""
    if booking.state == State.WAITING and registration.state == State.CONFIRMED:
        return _("On the waiting list, position %(position)d") % {"position": _position(booking)}
    if booking.state == State.WAITING:
        return _("Decided as soon as you have a place at the event")
    return str(booking.get_state_display())


def _position(row: Registration | ItemBooking) -> int:
    """As the queryset has counted it, or counted now."""
    ahead: int | None = getattr(row, "ahead", None)
    if ahead is not None:
        return ahead + 1
    return places.position(row) if isinstance(row, Registration) else places.item_position(row)


def with_positions(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    """Registrations with their items, each with the position on the waiting list; three statements for any number."""
    ahead = Registration.objects.filter(event=OuterRef("event"), state=State.WAITING, number__lt=OuterRef("number"))
    items = ItemBooking.objects.select_related("item", "pick_up_point").annotate(
        ahead=places.count_of(
            ItemBooking.objects.filter(item=OuterRef("item"), state=State.WAITING, number__lt=OuterRef("number")),
            "item",
        )
    )
    return (
        rows.annotate(ahead=places.count_of(ahead, "event"))
        .order_by("number")
        .prefetch_related(Prefetch("item_bookings", items.order_by("item__starts_at", "pk")))
    )
