"""What is free in programme items and at bus stops, counted under the lock and given away in memory."""

from collections.abc import Collection

from events.choices import State
from events.models import Desk
from events.services import places


class ItemRooms:
    """Free places of some items of an event; None is without limit. Three statements at most."""

    def __init__(self, desk: Desk, item_ids: Collection[int]) -> None:
        items = list(places.bookable_items(desk.pk).filter(pk__in=item_ids).order_by())
        stops = list(places.stops_with_seats([item.pk for item in items]).order_by()) if items else []
        self._items = {item.pk: _free(item.capacity, item.taken) for item in items}
        self._stops = {stop.pk: _free(stop.seats, stop.taken) for stop in stops}
        self._item_of_stop = {stop.pk: stop.item_id for stop in stops}
        self._waited_for = {item.pk for item in items if item.ahead}

    @property
    def is_unsettled(self) -> bool:
        """Whether people wait for an item in which places are free, as when another bus stop is full."""
        return any(self._items[item] != 0 for item in self._waited_for)

    def has(self, item: int) -> bool:
        """Whether people book places in this item."""
        return item in self._items

    def knows(self, item: int, stop: int | None) -> bool:
        """Whether people book places in this item, and get on the bus at this stop where it has stops."""
        if not self.has(item):
            return False
        return self._item_of_stop.get(stop) == item if stop else item not in self._item_of_stop.values()

    def give(self, item: int, stop: int | None, *, in_turn: bool = False) -> State:
        """CONFIRMED, and one place less, when there is one; WAITING otherwise, and when others wait for the item.

        `in_turn`: for somebody whose turn it is, by the waiting list.
        """
        seats = self._stops.get(stop) if stop else None
        if not in_turn and item in self._waited_for:
            return State.WAITING
        if self._items[item] == 0 or seats == 0:
            return State.WAITING
        self._items[item] = _one_less(self._items[item])
        if stop:
            self._stops[stop] = _one_less(seats)
        return State.CONFIRMED


def _free(capacity: int | None, taken: int) -> int | None:
    return None if capacity is None else max(capacity - taken, 0)


def _one_less(free: int | None) -> int | None:
    return None if free is None else free - 1
