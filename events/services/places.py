"""Places: how many there are, who holds one, and the one lock under which they change.

Every service that gives or frees a place calls `lock_desk` first; then nobody else changes a place of the event until
the transaction ends, and what is counted stays true.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.choices import TAKES_PLACE, Origin, State, Step
from events.models import Desk, Event, ItemBooking, ProgrammeItem, Registration
from events.services import history
from events.services.history import Doer
from search import prepared

# what the rules ask of an event; its long texts stay where they are while hundreds wait for the lock
NEEDED = {"id", "status", "is_template", "called_off_at", "first_day", "last_day", "mode", "precision", "sequence"}
# in the order of the model, as `from_db` takes them
OF_EVENT = tuple(field.attname for field in Event._meta.concrete_fields if field.name in NEEDED)
OF_DESK = tuple(field.attname for field in Desk._meta.concrete_fields if not field.name.startswith("note_"))
COLUMNS = ", ".join([*(f"d.{name}" for name in OF_DESK), *(f"e.{name}" for name in OF_EVENT)])
LOCK = (
    f"SELECT {COLUMNS} FROM events_desk d JOIN events_event e ON e.id = d.event_id"  # noqa: S608 - constants only
    " WHERE d.event_id = %(event)s FOR UPDATE OF d"
)
LOCK_FOR_ARRIVALS = (
    "UPDATE events_desk d SET last_number = d.last_number + %(arrivals)s FROM events_event e"  # noqa: S608
    f" WHERE e.id = d.event_id AND d.event_id = %(event)s RETURNING {COLUMNS}"
)
BOOKABLE = (Q(needs_booking=True) | Q(capacity__isnull=False)) & Q(called_off_at=None)


@dataclass(frozen=True, slots=True)
class PlacesOf:
    """Places of an event, an item or a bus stop: how many there are (None: no limit), taken, and people waiting."""

    capacity: int | None
    taken: int
    waiting: int = 0

    @property
    def left(self) -> int | None:
        """Free places; None: no limit. None is left while people wait: the next free one is theirs."""
        if self.capacity is None:
            return None
        return 0 if self.waiting else max(self.capacity - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Places:
    """Places of the event and of its items that are booked, by number."""

    event: PlacesOf
    items: Mapping[int, PlacesOf] = field(default_factory=dict)


def lock_desk(event_id: int, *, arrivals: int = 0) -> Desk:
    """The desk of an event, held until the transaction ends, with the event; whoever comes second waits here.

    `arrivals`: so many numbers are taken in the same statement, and need not be saved; `next_number` gives them out.
    Raises Desk.DoesNotExist where there is none.
    """
    found = prepared.rows(LOCK_FOR_ARRIVALS if arrivals else LOCK, {"event": event_id, "arrivals": arrivals})
    if not found:
        raise Desk.DoesNotExist
    [row] = found
    desk = Desk.from_db(connection.alias, OF_DESK, row[: len(OF_DESK)])
    desk.event = Event.from_db(connection.alias, OF_EVENT, row[len(OF_DESK) :])
    desk.last_number -= arrivals
    return desk


def places_left(event_id: int) -> Places:
    """What is free now, for pages; only `lock_desk` makes it stay so. Two statements."""
    desk = Desk.objects.filter(pk=event_id).annotate(taken=taken_of_event(), ahead=waiting_for_event()).first()
    event = PlacesOf(desk.capacity, desk.taken, desk.ahead) if desk else PlacesOf(None, 0)
    items = bookable_items(event_id).order_by()
    return Places(event, {item.pk: PlacesOf(item.capacity, item.taken, item.ahead) for item in items})


def position(registration: Registration) -> int:
    """The place on the waiting list: one more than the people ahead; 0 for who does not wait."""
    if registration.state != State.WAITING:
        return 0
    ahead = Registration.objects.filter(
        event_id=registration.event_id, state=State.WAITING, number__lt=registration.number
    )
    return int(ahead.count()) + 1


def item_position(booking: ItemBooking) -> int:
    """The place on the waiting list of an item; 0 for who does not wait."""
    if booking.state != State.WAITING:
        return 0
    ahead = ItemBooking.objects.filter(item_id=booking.item_id, state=State.WAITING, number__lt=booking.number)
    return ahead.count() + 1


def bookable_items(event_id: int) -> QuerySet[Any]:
    """Items in which people book a place, each with `taken` and the number of those who wait for it as `ahead`."""
    return with_counts(ProgrammeItem.objects.filter(BOOKABLE, event=event_id))


def with_counts(items: QuerySet[Any]) -> QuerySet[Any]:
    """Items, each with `taken` and `ahead`; who waits for the event itself cannot take a place in an item yet."""
    of_item = ItemBooking.objects.filter(item=OuterRef("pk"))
    return items.annotate(
        taken=count_of(of_item.filter(state__in=TAKES_PLACE), "item"),
        ahead=count_of(of_item.filter(state=State.WAITING, registration__state=State.CONFIRMED), "item"),
    )


def taken_of_event(outer: str = "pk") -> Any:
    """An expression: places of the event that are taken; who takes part online needs none."""
    rows = Registration.objects.taking_places().filter(event=OuterRef(outer), wants_online=False)
    return count_of(rows, "event")


def waiting_for_event(outer: str = "pk") -> Any:
    """An expression: people on the event's waiting list."""
    return count_of(Registration.objects.filter(event=OuterRef(outer), state=State.WAITING), "event")


def is_waited_for(outer: str = "pk") -> Any:
    """An expression: whether anybody is on the event's waiting list."""
    return Exists(Registration.objects.filter(event=OuterRef(outer), state=State.WAITING))


def next_number(desk: Desk) -> int:
    """The number of an arrival; only under the lock, and the caller saves the desk."""
    desk.last_number += 1
    return desk.last_number


def save_numbers(desk: Desk) -> None:
    """Keep the numbers that were given."""
    Desk.objects.filter(pk=desk.pk).update(last_number=desk.last_number)


def offer_ends(desk: Desk, now: datetime | None = None) -> datetime:
    """Until when a place offered now is kept."""
    return (now or timezone.now()) + timedelta(hours=desk.offer_hours)


def put(
    ids: Collection[int],
    state: State,
    *,
    until: datetime | None = None,
    by: Doer = Origin.SYSTEM,
    detail: str = "",
) -> None:
    """Bring registrations into a state; each change has a number of its own (`sequence`), by which mails know it.

    `by` and `detail` stand in their history.
    """
    Registration.objects.filter(pk__in=ids).update(
        state=state, offered_until=until, state_changed_at=timezone.now(), sequence=F("sequence") + 1
    )
    history.note(ids, Step.STATE, by=by, state=state, detail=detail)


def put_items(ids: Collection[int], state: State, *, until: datetime | None = None, by: Doer = Origin.SYSTEM) -> None:
    """Bring places in items into a state."""
    ItemBooking.objects.filter(pk__in=ids).update(state=state, offered_until=until)
    history.note_items(ids, state, by=by)


def count_of(rows: Any, group: str) -> Any:
    """An expression: how many of the rows, which already know the outer row by `group`, there are."""
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
