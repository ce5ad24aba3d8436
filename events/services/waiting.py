"""The waiting lists: a free place goes to the first who can take it, by number and nothing else."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events.choices import State, WaitingMode
from events.models import Desk, ItemBooking, ProgrammeItem, Registration
from events.services import letters, places
from events.services.letters import Letter
from events.services.rooms import ItemRooms


@transaction.atomic
def go_on(event_id: int) -> list[int]:
    """Give what is free to those who wait; the numbers of the registrations that moved up. Harmless to repeat."""
    return move_up(places.lock_desk(event_id))


def move_up(desk: Desk) -> list[int]:
    """Under the lock: give free places of the event and its items to those who wait.

    Nobody moves when the event is called off or over: places have no meaning any more.
    """
    if desk.event.is_called_off or desk.event.is_past:
        return []
    moved = _fill_event(desk)
    fill_items(desk, fresh=moved)
    return moved


def _fill_event(desk: Desk) -> list[int]:
    rows = (
        Registration.objects.filter(event=desk.pk, state=State.WAITING).order_by("number").values_list("pk", flat=True)
    )
    if desk.capacity is not None:
        taken = Desk.objects.filter(pk=desk.pk).values_list(places.taken_of_event(), flat=True).get()
        rows = rows[: max(desk.capacity - taken, 0)]
    first = list(rows)
    if not first:
        return []
    if desk.waiting_mode == WaitingMode.OFFER:
        places.put(first, State.OFFERED, until=places.offer_ends(desk))
        letters.tell(first, Letter.OFFERED)
    else:
        places.put(first, State.CONFIRMED)
        letters.tell(first, Letter.MOVED_UP)
    return first


def fill_items(desk: Desk, item_ids: Collection[int] | None = None, *, fresh: Collection[int] = ()) -> None:
    """Under the lock: free places of items go to those who wait for them and have a place at the event.

    Skips only whose bus stop has no seat. `fresh`: registrations of this moment; they are told with their booking,
    and a free place is theirs at once, as nobody before them could take it.
    """
    waiting = ItemBooking.objects.filter(
        item__event=desk.pk, state=State.WAITING, registration__state=State.CONFIRMED
    ).order_by("number", "pk")
    if item_ids is not None:
        waiting = waiting.filter(item__in=item_ids)
    rows = list(waiting)
    if not rows:
        return
    rooms = ItemRooms(desk, {row.item_id for row in rows})
    given = [row for row in rows if _gets_place(rooms, row)]
    at_once = [row for row in given if desk.waiting_mode != WaitingMode.OFFER or row.registration_id in fresh]
    offered = [row for row in given if row not in at_once]
    if at_once:
        places.put_items([row.pk for row in at_once], State.CONFIRMED)
    if offered:
        places.put_items([row.pk for row in offered], State.OFFERED, until=places.offer_ends(desk))
    letters.tell_items([row.pk for row in at_once if row.registration_id not in fresh], Letter.ITEM_MOVED_UP)
    letters.tell_items([row.pk for row in offered], Letter.ITEM_OFFERED)


def _gets_place(rooms: ItemRooms, row: ItemBooking) -> bool:
    # a stop may have been taken out of the programme meanwhile
    stop = row.pick_up_point_id if rooms.knows(row.item_id, row.pick_up_point_id) else None
    return rooms.has(row.item_id) and rooms.give(row.item_id, stop, in_turn=True) == State.CONFIRMED


def events_with_free_items() -> set[int]:
    """Numbers of coming events where people wait for a programme item in which places are free."""
    items = ProgrammeItem.objects.filter(event__last_day__gte=timezone.localdate(), event__called_off_at=None)
    waited_for = places.with_counts(items).filter(ahead__gt=0)
    free = waited_for.filter(capacity=None) | waited_for.filter(capacity__gt=F("taken"))
    return set(free.values_list("event_id", flat=True))
