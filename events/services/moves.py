"""A programme item is moved or called off: whoever has booked it hears of it, once for several steps in a row."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from events.choices import ENDED, State
from events.models import Event, ItemBooking, ItemMove, ProgrammeItem
from events.services import letters, places
from events.services.letters import Letter
from events.services.planning import note_change
from publishing.choices import Status
from publishing.registry import subject_of

TELL_AFTER = timedelta(minutes=15)
"""Who moves items tries this and that: people are told when it has been quiet for so long."""
CONCERNED = tuple(state for state in State if state not in ENDED)


def note_move(*, item: ProgrammeItem, before: ProgrammeItem, stops_changed: bool = False) -> None:
    """Remember what people know of an item that has been moved; forget it when all is as they know it again.

    Under the lock of the event. Nothing happens while nobody has booked it, or the event is not public.
    """
    event = item.event
    if event.status != Status.PUBLISHED or event.is_past or not people_of(item.pk).exists():
        return
    known = {"starts_at": before.starts_at, "ends_at": before.ends_at, "room_id": before.room_id}
    due = timezone.now() + TELL_AFTER
    move, is_new = ItemMove.objects.get_or_create(item=item, defaults={**known, "due_at": due})
    as_known = all(getattr(move, name) == getattr(item, name) for name in known)
    if as_known and not stops_changed:
        move.delete()
    elif not is_new:
        ItemMove.objects.filter(pk=item.pk).update(due_at=due)


def people_of(item_id: int) -> QuerySet[ItemBooking]:
    """Places in an item that still count."""
    return ItemBooking.objects.filter(item=item_id, state__in=CONCERNED).exclude(registration__state__in=ENDED)


@transaction.atomic
def tell_move(*, event_id: int, item_id: int) -> int:
    """Tell those who have booked an item that it is elsewhere or at another time; how many. A second time: nobody."""
    event: Event = subject_of(Event.kind).get(event_id, lock=True)
    if not ItemMove.objects.filter(item=item_id, item__event=event_id).delete()[0]:
        return 0
    people = list(people_of(item_id).order_by("registration_id").values_list("registration_id", flat=True))
    letters.tell_about_item(people, item_id, Letter.ITEM_CHANGED, occasion=event.sequence)
    return len(people)


@transaction.atomic
def keep_quiet(*, event_id: int, item_id: int) -> bool:
    """The organiser tells people in another way, or the move is too small to matter."""
    subject_of(Event.kind).get(event_id, lock=True)
    return bool(ItemMove.objects.filter(item=item_id, item__event=event_id).delete()[0])


def due_moves(now: datetime | None = None) -> Collection[tuple[int, int]]:
    """Event and item of the moves that people are to be told now."""
    rows = ItemMove.objects.filter(due_at__lte=now or timezone.now())
    return list(rows.values_list("item__event_id", "item_id"))


@transaction.atomic
def call_off_item(*, event_id: int, item_id: int, actor: Any) -> ProgrammeItem:
    """An item does not take place: it stays in the programme and says so, places are freed, people are told.

    Raises ProgrammeItem.DoesNotExist. Twice does no harm.
    """
    event: Event = subject_of(Event.kind).get(event_id, lock=True)
    desk = places.lock_desk(event_id)
    item = ProgrammeItem.objects.get(event=event_id, pk=item_id)
    if item.called_off_at:
        return item
    item.called_off_at = timezone.now()
    item.save(update_fields=["called_off_at"])
    ItemMove.objects.filter(item=item).delete()
    bookings = list(people_of(item_id).values_list("pk", "registration_id"))
    places.put_items([pk for pk, _person in bookings], State.CANCELLED, by=actor)
    note_change(event_id=event_id, actor=actor, has_moved=True)
    event.refresh_from_db(fields=["sequence"])
    if event.status == Status.PUBLISHED and not desk.event.is_past:
        people = [person for _pk, person in bookings]
        letters.tell_about_item(people, item_id, Letter.ITEM_CALLED_OFF, occasion=event.sequence)
    return item
