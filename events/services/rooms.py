"""What is free in programme items and at bus stops, counted under the lock and given away in memory."""

from collections.abc import Collection

from events.choices import TAKES_PLACE, State
from events.models import Desk
from search import prepared

# as `places.with_counts` counts
ITEMS = """
    SELECT i.id, i.capacity,
        (SELECT count(*) FROM events_itembooking b WHERE b.item_id = i.id AND b.state = ANY(%(takes_place)s)),
        EXISTS (SELECT FROM events_itembooking b JOIN events_registration r ON r.id = b.registration_id
                WHERE b.item_id = i.id AND b.state = %(waiting)s AND r.state = %(confirmed)s),
        EXISTS (SELECT FROM events_pickuppoint s WHERE s.item_id = i.id)
    FROM events_programmeitem i
    WHERE i.event_id = %(event)s AND i.id = ANY(%(items)s::bigint[])
        AND (i.needs_booking OR i.capacity IS NOT NULL) AND i.called_off_at IS NULL
"""
STOPS = """
    SELECT s.id, s.item_id, s.seats,
        (SELECT count(*) FROM events_itembooking b WHERE b.pick_up_point_id = s.id AND b.state = ANY(%(takes_place)s))
    FROM events_pickuppoint s WHERE s.item_id = ANY(%(items)s::bigint[])
"""
STATES = {
    "takes_place": [state.value for state in TAKES_PLACE],
    "waiting": State.WAITING.value,
    "confirmed": State.CONFIRMED.value,
}


class ItemRooms:
    """Free places of some items of an event; None is without limit. Two statements at most."""

    def __init__(self, desk: Desk, item_ids: Collection[int]) -> None:
        items = prepared.rows(ITEMS, {"event": desk.pk, "items": list(item_ids), **STATES})
        with_stops = [pk for pk, _capacity, _taken, _ahead, has_stops in items if has_stops]
        stops = prepared.rows(STOPS, {"items": with_stops, **STATES}) if with_stops else []
        self._items = {pk: _free(capacity, taken) for pk, capacity, taken, _ahead, _has_stops in items}
        self._stops = {pk: _free(seats, taken) for pk, _item, seats, taken in stops}
        self._item_of_stop = {pk: item for pk, item, _seats, _taken in stops}
        self._waited_for = {pk for pk, _capacity, _taken, ahead, _has_stops in items if ahead}

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
