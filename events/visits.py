"""Visits as the host needs them: seats, stops, who gets on where and with which needs."""

from dataclasses import dataclass, field

from events.choices import ItemType, State
from events.models import Event, ItemBooking, PickUpPoint, ProgrammeItem, Registration


@dataclass
class Stop:
    """Where the bus stops, and who waits there; without a point those who have not chosen one."""

    point: PickUpPoint | None
    people: list[Registration] = field(default_factory=list)


@dataclass
class Visit:
    """A visit with its stops; the last one is for people without a stop, if there are any."""

    item: ProgrammeItem
    stops: list[Stop]
    waiting: int = 0

    @property
    def taken(self) -> int:
        """Seats that are taken."""
        return sum(len(stop.people) for stop in self.stops)


def visits_of(event: Event, language: str) -> list[Visit]:
    """All visits of an event, people in the alphabetical order of the language; three statements."""
    items = event.items.filter(type=ItemType.VISIT).prefetch_related("pick_up_points")
    visits = {item.pk: Visit(item, [Stop(point) for point in item.pick_up_points.all()]) for item in items}
    bookings = ItemBooking.objects.filter(
        item__in=visits, state__in=(State.CONFIRMED, State.WAITING), registration__state=State.CONFIRMED
    )
    order = f"registration__sort_key_{language}"
    for booking in bookings.select_related("registration").order_by(order, "id"):
        visit = visits[booking.item_id]
        if booking.state == State.WAITING:
            visit.waiting += 1
        else:
            _stop(visit, booking.pick_up_point_id).people.append(booking.registration)
    return list(visits.values())


def _stop(visit: Visit, point_id: int | None) -> Stop:
    for stop in visit.stops:
        if (stop.point.pk if stop.point else None) == point_id:
            return stop
    visit.stops.append(Stop(None))
    return visit.stops[-1]
