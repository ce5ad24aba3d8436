"""What becomes of a registration: approval, refusal, cancellation, a place out of turn, more or other places."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from events.choices import ENDED, TAKES_PLACE, State, WaitingMode
from events.exceptions import NotPossible, SoldOut
from events.models import Booking, Desk, ItemBooking, Registration
from events.services import history, letters, places, waiting
from events.services.history import Doer
from events.services.letters import Letter
from events.services.registering import room_for_event
from events.services.rooms import ItemRooms


@transaction.atomic
def approve(*, registration_id: int, actor: Any) -> Registration:
    """Give who asked a place, or the position on the waiting list that the number of the arrival means.

    Raises NotPossible unless it waits for approval; SoldOut when all is taken and there is no waiting list.
    """
    desk, row = _locked(registration_id)
    if row.state != State.REQUESTED:
        raise NotPossible(row.state)
    room = room_for_event(desk)
    has_room = row.wants_online or room is None or (room > 0 and not _others_wait(desk))
    if not has_room and desk.waiting_mode == WaitingMode.CLOSED:
        raise SoldOut(0)
    _confirm(desk, row, actor) if has_room else _wait(row, actor)
    letters.tell([row.pk], Letter.CONFIRMED if has_room else Letter.WAITING)
    waiting.move_up(desk)
    row.refresh_from_db()
    return row


@transaction.atomic
def decline(*, registration_id: int, actor: Any, reason: str) -> Registration:
    """Refuse what waits for approval, or on the waiting list; the reason goes to the person."""
    _desk, row = _locked(registration_id)
    if row.state not in {State.REQUESTED, State.WAITING}:
        raise NotPossible(row.state)
    _end(row, State.DECLINED, actor, reason)
    letters.tell([row.pk], Letter.DECLINED)
    row.refresh_from_db()
    return row


@transaction.atomic
def cancel(*, registration_id: int, actor: Any = None) -> Registration:
    """Free the place or leave the waiting list; the next one moves up. Doing it twice does no harm.

    `actor`: the organiser who does it; None: the person. Raises NotPossible when the event is over.
    """
    desk, row = _locked(registration_id)
    if row.has_ended:
        return row
    if desk.event.is_past:
        raise NotPossible(row.state)
    _end(row, State.CANCELLED, history.doer_of(actor))
    letters.tell([row.pk], Letter.CANCELLED_BY_ORGANISER if actor else Letter.CANCELLED)
    waiting.move_up(desk)
    row.refresh_from_db()
    return row


@transaction.atomic
def promote(*, registration_id: int, actor: Any, beyond: bool = False) -> Registration:
    """The organiser gives a place out of turn, also to somebody whose registration has ended.

    `beyond`: also when all places are taken; otherwise SoldOut is raised then.
    """
    desk, row = _locked(registration_id)
    if row.state == State.CONFIRMED:
        return row
    room = room_for_event(desk)
    needs_room = row.state != State.OFFERED and not row.wants_online
    if needs_room and room is not None and room < 1 and not beyond:
        raise SoldOut(0)
    # whoever is let in by the organiser is known to the organiser
    Booking.objects.filter(pk=row.booking_id, verified_at=None).update(verified_at=timezone.now())
    _confirm(desk, row, actor)
    letters.tell([row.pk], Letter.MOVED_UP)
    row.refresh_from_db()
    return row


@transaction.atomic
def set_capacity(*, event_id: int, capacity: int | None, actor: Any) -> list[int]:
    """Other places for an event; who waits moves up when there are more. Nobody loses a place when there are fewer.

    Returns the numbers of the registrations that moved up.
    """
    desk = places.lock_desk(event_id)
    desk.capacity = capacity
    desk.save(update_fields=["capacity"])
    return waiting.move_up(desk)


@transaction.atomic
def book_item(
    *, registration_id: int, item_id: int, pick_up_point_id: int | None = None, actor: Any = None
) -> ItemBooking:
    """A place in a programme item, or a position on its waiting list; the same twice changes nothing.

    Another pick-up point is a new request with a new number, as its seats are others. Raises NotPossible for an item
    without booking, or a registration that has ended; SoldOut when there is no waiting list, or when somebody with a
    place wants another pick-up point that is full: the old place stays.
    """
    desk, row = _locked(registration_id)
    doer = history.doer_of(actor)
    rooms = ItemRooms(desk, {item_id})
    if row.has_ended or not rooms.knows(item_id, pick_up_point_id):
        raise NotPossible(row.state)
    present = ItemBooking.objects.filter(registration=row, item=item_id).first()
    if present and present.state not in ENDED and present.pick_up_point_id == pick_up_point_id:
        return present
    if present:
        # a place that is changed is free first: for the same person, too
        places.put_items([present.pk], State.CANCELLED, by=doer)
        rooms = ItemRooms(desk, {item_id})
    state = rooms.give(item_id, pick_up_point_id) if row.state == State.CONFIRMED else _item_state(row)
    keeps_old = present is not None and present.state in TAKES_PLACE
    if state == State.WAITING and (keeps_old or desk.waiting_mode == WaitingMode.CLOSED):
        raise SoldOut(0, item_id)
    booking, _new = ItemBooking.objects.update_or_create(
        registration=row,
        item_id=item_id,
        defaults={
            "pick_up_point_id": pick_up_point_id,
            "state": state,
            "number": places.next_number(desk),
            "offered_until": None,
        },
    )
    places.save_numbers(desk)
    history.note_items([booking.pk], state, by=doer)
    waiting.fill_items(desk, {item_id}, fresh={row.pk})
    booking.refresh_from_db()
    return booking


@transaction.atomic
def leave_item(*, registration_id: int, item_id: int, actor: Any = None) -> None:
    """Free the place in an item, or leave its waiting list; the next one moves up. `actor` as in `cancel`."""
    desk, row = _locked(registration_id)
    left = ItemBooking.objects.filter(registration=row, item=item_id).exclude(state__in=ENDED)
    places.put_items(list(left.values_list("pk", flat=True)), State.CANCELLED, by=history.doer_of(actor))
    if not desk.event.is_called_off:
        waiting.fill_items(desk, {item_id})


def _locked(registration_id: int) -> tuple[Desk, Registration]:
    """The desk, held, and the registration as it is now."""
    event_id = Registration.objects.values_list("event_id", flat=True).get(pk=registration_id)
    desk = places.lock_desk(event_id)
    return desk, Registration.objects.select_related("booking").get(pk=registration_id)


def _others_wait(desk: Desk) -> bool:
    return Registration.objects.filter(event=desk.pk, state=State.WAITING).exists()


def _confirm(desk: Desk, row: Registration, by: Doer) -> None:
    if row.state in {State.REQUESTED, *ENDED}:
        _items(row, (State(row.state),), State.WAITING, by)
    places.put([row.pk], State.CONFIRMED, by=by)
    waiting.fill_items(desk, fresh={row.pk})


def _wait(row: Registration, by: Doer) -> None:
    places.put([row.pk], State.WAITING, by=by)
    _items(row, (State.REQUESTED,), State.WAITING, by)


def _end(row: Registration, state: State, by: Doer, reason: str = "") -> None:
    places.put([row.pk], state, by=by, detail=reason)
    _items(row, (State.REQUESTED, State.WAITING, State.OFFERED, State.CONFIRMED), state, by)


def _items(row: Registration, present: tuple[State, ...], state: State, by: Doer) -> None:
    ids = ItemBooking.objects.filter(registration=row, state__in=present).values_list("pk", flat=True)
    places.put_items(list(ids), state, by=by)


def _item_state(row: Registration) -> State:
    """Until somebody has a place at the event, the items wait with them."""
    return State.REQUESTED if row.state == State.REQUESTED else State.WAITING
