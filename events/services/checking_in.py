"""Ticks at the door: each has the key of the device that made it, so that sending it twice is one tick."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from bilingual.text import page_language
from events.choices import CODE_LENGTH, ENDED, Direction, State
from events.models import Event, ProgrammeItem, Registration, Tick
from events.services import letting_in
from search.analysis.folding import fold
from search.parameters import number_from

HASH_LENGTH = 20  # hexadecimal digits of the code's hash on a device
MOST_FOUND = 30
OLDEST = timedelta(days=30)
"""A tick that claims to be older has a clock that nobody can make sense of: it counts as of now."""


@dataclass(frozen=True, slots=True)
class SentTick:
    """A tick as a device sends it; `undone` when it was taken back there."""

    key: UUID
    registration_id: int
    direction: Direction
    at: datetime
    item_id: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the ticks: `saved` here now or before; `refused` are of people or items of another event.

    `let_in`: how many had no place, and are participants now.
    """

    saved: list[UUID]
    refused: list[UUID]
    let_in: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest tick of a person that was not taken back."""

    key: UUID
    direction: str
    at: datetime

    @property
    def is_in(self) -> bool:
        """Whether the person is inside."""
        return self.direction == Direction.IN


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are inside now, have been there at all, are expected; of the event, places and how many are taken."""

    present: int
    came: int
    expected: int
    capacity: int | None = None
    taken: int = 0

    @property
    def over(self) -> int:
        """How many people more than places there are."""
        return 0 if self.capacity is None else max(self.taken - self.capacity, 0)


@transaction.atomic
def record_ticks(*, event_id: int, ticks: Sequence[SentTick], actor: Any, sent_at: datetime | None = None) -> Taken:
    """Keep ticks of a device. The same key again changes nothing, except that an undone tick stays undone.

    `sent_at`: what the device's clock said when it sent them; a wrong clock is corrected by it.
    """
    now = timezone.now()
    shift = now - sent_at if sent_at else timedelta()
    known = _known(event_id, ticks)
    good = {tick.key: tick for tick in ticks if known(tick)}
    # in one order, so that two windows of a phone that send the same never wait for each other
    ordered = sorted(good.values(), key=lambda tick: tick.key)
    rows = [_row(event_id, tick, actor, _plausible(tick.at + shift, now), now) for tick in ordered]
    came = _newly_in(event_id, good.values())
    more = letting_in.let_in(event_id=event_id, ids=came, actor=actor) if came else 0
    Tick.objects.bulk_create(rows, ignore_conflicts=True)
    undone = [tick.key for tick in good.values() if tick.undone]
    if Tick.objects.filter(event_id=event_id, key__in=undone, undone_at=None).update(undone_at=now):
        _forget(event_id, undone, actor)
    return Taken(list(good), [tick.key for tick in ticks if tick.key not in good], more)


def _newly_in(event_id: int, ticks: Iterable[SentTick]) -> list[int]:
    """Who comes in at the door without a place, by a tick that is not here yet."""
    at_door = [tick for tick in ticks if tick.item_id is None and tick.direction == Direction.IN and not tick.undone]
    people = letting_in.without_place(event_id, {tick.registration_id for tick in at_door})
    if not people:
        return []
    keys = [tick.key for tick in at_door if tick.registration_id in people]
    known = set(Tick.objects.filter(key__in=keys).values_list("key", flat=True))
    return sorted({tick.registration_id for tick in at_door if tick.key in keys and tick.key not in known})


def _forget(event_id: int, keys: Collection[UUID], actor: Any) -> None:
    """Ticks were taken back: who had become a participant by one at the door is what he was before."""
    rows = Tick.objects.filter(event=event_id, key__in=keys, item=None, direction=Direction.IN)
    if people := sorted(set(rows.values_list("registration_id", flat=True))):
        letting_in.take_back(event_id=event_id, ids=people, actor=actor)


def _known(event_id: int, ticks: Sequence[SentTick]) -> Any:
    wanted = {tick.registration_id for tick in ticks}
    people = set(Registration.objects.filter(event_id=event_id, pk__in=wanted).values_list("pk", flat=True))
    items = set(Event.objects.get(pk=event_id).items.values_list("pk", flat=True))
    return lambda tick: tick.registration_id in people and (tick.item_id is None or tick.item_id in items)


def _plausible(moment: datetime, now: datetime) -> datetime:
    return now if moment > now or moment < now - OLDEST else moment


def _row(event_id: int, tick: SentTick, actor: Any, moment: datetime, now: datetime) -> Tick:
    return Tick(
        key=tick.key,
        event_id=event_id,
        registration_id=tick.registration_id,
        item_id=tick.item_id,
        direction=tick.direction,
        at=moment,
        received_at=now,
        by=actor,
        undone_at=now if tick.undone else None,
    )


@transaction.atomic
def undo_tick(*, event_id: int, key: UUID, actor: Any = None) -> bool:
    """Take a tick back, whoever made it; False when there is none or it was taken back before."""
    rows = Tick.objects.filter(event_id=event_id, key=key, undone_at=None)
    if not rows.update(undone_at=timezone.now()):
        return False
    _forget(event_id, [key], actor)
    return True


def seen(event_id: int, item_id: int | None = None, people: Sequence[int] | None = None) -> dict[int, Seen]:
    """The newest tick of each person, at the door or at one item; of devices that disagree the later time counts."""
    ticks = Tick.objects.filter(event_id=event_id, item=item_id, undone_at=None)
    if people is not None:
        ticks = ticks.filter(registration__in=people)
    newest = ticks.order_by("registration_id", "-at", "-received_at", "key").distinct("registration_id")
    values = newest.values_list("registration_id", "key", "direction", "at")
    return {registration: Seen(key, direction, at) for registration, key, direction, at in values}


def expected(event_id: int, item_id: int | None = None) -> QuerySet[Registration]:
    """Who is expected at the door, or at an item that people book."""
    people: QuerySet[Registration] = Registration.objects.filter(event_id=event_id).confirmed()
    if item_id is not None and _is_booked(item_id):
        people = people.filter(item_bookings__item=item_id, item_bookings__state=State.CONFIRMED)
    return people


def at_the_door(event_id: int, ticked: Collection[int]) -> QuerySet[Registration]:
    """Everybody who may stand at the door: registered in whichever state but ended, or ticked before."""
    people: QuerySet[Registration] = Registration.objects.filter(event_id=event_id)
    return people.filter(~Q(state__in=ENDED) | Q(pk__in=ticked))


def _is_booked(item_id: int) -> bool:
    return ProgrammeItem.objects.filter(pk=item_id, needs_booking=True).exists()


def counts(event_id: int, item_id: int | None = None) -> Counts:
    """The numbers on the wall of the check-in."""
    newest = seen(event_id, item_id)
    came = Tick.objects.filter(event_id=event_id, item=item_id, undone_at=None, direction=Direction.IN)
    return Counts(
        present=sum(one.is_in for one in newest.values()),
        came=came.values("registration").distinct().count(),
        expected=expected(event_id, item_id).count(),
        **_places(event_id, item_id),
    )


def _places(event_id: int, item_id: int | None) -> dict[str, Any]:
    """Only at the entrance: rooms have their own limits."""
    if item_id is not None:
        return {}
    capacity, taken = letting_in.places_of(event_id)
    return {"capacity": capacity, "taken": taken}


def find_people(event_id: int, words: str) -> list[Registration]:
    """Whoever fits a name, a number or a code; those with a place first, in alphabetical order; at most thirty.

    All states are found, so that somebody on the waiting list is not sent away as unknown.
    """
    wanted = fold(words).replace(",", " ").split()
    if not wanted:
        return []
    code = normal_code(words)
    people = Registration.objects.filter(event_id=event_id)
    if len(code) == CODE_LENGTH and (found := list(people.filter(code=code))):
        return found
    if (number := number_from(words.strip(), digits=8)) is not None:
        return list(people.filter(number=number))
    names = people.values_list("pk", "first_name", "last_name", "organisation_name", "title_before")
    fitting = [pk for pk, *parts in names if all(word in fold(" ".join(parts)) for word in wanted)]
    order = f"sort_key_{page_language().value}"
    has_place = Case(When(state=State.CONFIRMED, then=0), default=1)
    return list(people.filter(pk__in=fitting).order_by(has_place, order, "id")[:MOST_FOUND])


def normal_code(text: str) -> str:
    """A code as it is kept, however it was typed: "2f7km-q9xta" is 2F7KMQ9XTA."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def code_hash(event_id: int, code: str) -> str:
    """What a device keeps instead of the code: enough to recognise it, not enough to print it."""
    return sha256(f"{event_id}:{code}".encode()).hexdigest()[:HASH_LENGTH]


def tick_in(*, registration: Registration, actor: Any) -> None:
    """Note that somebody whom the door has just registered is inside."""
    tick = SentTick(uuid4(), registration.pk, Direction.IN, timezone.now())
    record_ticks(event_id=registration.event_id, ticks=[tick], actor=actor)
