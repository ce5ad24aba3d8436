"""Who is there on the day: the newest tick at the door counts, and a mark of absence until the next one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from events.choices import Direction
from events.models import Tick
from exchange.choices import TOLD, Presence
from exchange.models import Exchange, Participant, Seat


@dataclass(frozen=True, slots=True)
class DoorTick:
    """The newest tick of somebody at the door today that was not taken back; `received_at` is our own clock."""

    direction: str
    at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """Participants, by their ids, who count as absent from now on, and who have come after all."""

    absent: list[int]
    back: list[int]


def door_today(event_id: int, now: datetime) -> dict[int, DoorTick]:
    """The newest tick at the door of each registration today; empty where nobody checks in. One statement."""
    ticks = Tick.objects.filter(event=event_id, item=None, undone_at=None, at__gte=day_begins(now), at__lte=now)
    newest = ticks.order_by("registration_id", "-at", "-received_at", "key").distinct("registration_id")
    rows = newest.values_list("registration_id", "direction", "at", "received_at")
    return {registration: DoorTick(direction, at, received) for registration, direction, at, received in rows}


def presence(person: Participant, tick: DoorTick | None, now: datetime) -> Presence:
    """Where somebody stands; a tick that arrives here after the mark of absence takes it away."""
    if is_absent(person, now) and not _arrived_since(person, tick):
        return Presence.ABSENT
    if tick is None:
        return Presence.AWAITED
    return Presence.HERE if tick.direction == Direction.IN else Presence.GONE


def presences(people: Iterable[Participant], door: Mapping[int, DoorTick], now: datetime) -> dict[int, Presence]:
    """Where each of them stands, by participant."""
    return {one.pk: presence(one, door.get(one.registration_id), now) for one in people}


def is_absent(person: Participant, now: datetime) -> bool:
    """Whether the person was marked as absent today; a mark of yesterday says nothing about today."""
    return person.absent_at is not None and person.absent_at >= day_begins(now)


def changes(exchange: Exchange, now: datetime) -> Changes:
    """Who is to be marked as absent, and whose mark is to go; three statements. Nobody where nobody checks in today.

    Absent is who has a meeting that begins in less than the minutes of the exchange and is not in the house. Who takes
    part online is never waited for at the door.
    """
    door = door_today(exchange.pk, now)
    if not door:
        return Changes([], [])
    due = _due(exchange, now)
    people = Participant.objects.filter(exchange=exchange).taking_part().select_related("registration")
    absent, back = [], []
    for person in people.order_by("pk"):
        tick = door.get(person.registration_id)
        where = presence(person, tick, now)
        if person.absent_at is not None and where == Presence.HERE:
            back.append(person.pk)
        elif where in due.get(person.pk, ()) and not person.registration.wants_online:
            absent.append(person.pk)
    return Changes(absent, back)


def day_begins(now: datetime) -> datetime:
    """Midnight of the local day."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time()))


def day_ends(now: datetime) -> datetime:
    """The next midnight."""
    return timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=1), time()))


def _due(exchange: Exchange, now: datetime) -> dict[int, set[Presence]]:
    """In which presences somebody with a meeting counts as absent: who has left only for one that is not over."""
    limit = now + timedelta(minutes=exchange.absent_minutes)
    seats = Seat.objects.filter(
        plan__exchange=exchange, plan__state__in=TOLD, slot__starts_at__gte=day_begins(now), slot__starts_at__lte=limit
    )
    due: dict[int, set[Presence]] = {}
    for participant, ends_at in seats.values_list("participant_id", "slot__ends_at"):
        presences_due = due.setdefault(participant, {Presence.AWAITED})
        if ends_at > now:
            presences_due.add(Presence.GONE)
    return due


def _arrived_since(person: Participant, tick: DoorTick | None) -> bool:
    return (
        tick is not None
        and tick.direction == Direction.IN
        and person.absent_at is not None
        and tick.received_at > person.absent_at
    )
