"""What there is to plan, from the rows: people who take part, their wishes, slots, tables and interpreters.

The ids of a problem are those of the rows, as text; its slots are counted in the order of time. A slot that has begun
keeps the meetings that were told and takes no others. A dropped slot that a told meeting has is still counted, so that
the planner knows which slots are near it; nobody is there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from exchange.availability import busy_slots
from exchange.choices import TOLD, WANTED, Planned, RequestState
from exchange.models import Ban, Exchange, Interpreter, Meeting, MeetingRequest, Participant, Slot, Table
from exchange.planner import problem as words
from exchange.sides import INTERPRETED

type Ids = frozenset[int]
NONE: Ids = frozenset()


@dataclass(frozen=True, slots=True)
class Without:
    """What a trial leaves out, by the ids of the rows."""

    slots: Ids = NONE
    tables: Ids = NONE
    interpreters: Ids = NONE


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem with what leads back to the rows.

    `slots`: their ids by position. `held`: the requests whose told meeting has begun; they cannot move any more.
    `unspoken`: requests of two whom no interpreter for German and Czech helps; the problem does not have them.
    """

    problem: words.Problem
    slots: tuple[int, ...]
    held: frozenset[str] = frozenset()
    unspoken: tuple[str, ...] = ()
    without: Without = field(default=Without(), compare=False)

    def as_json(self) -> dict[str, Any]:
        """What a run keeps of it."""
        return {"problem": self.problem.as_json(), "slots": list(self.slots)}

    def plan_of(self, meetings: Iterable[Meeting]) -> words.Plan:
        """Meetings of rows as the planner knows them, without those whose slot the problem does not have."""
        position = {slot: index for index, slot in enumerate(self.slots)}
        return words.Plan(
            tuple(
                words.Meeting(
                    str(one.request_id),
                    position[one.slot_id],
                    str(one.table_id),
                    str(one.interpreter_id) if one.interpreter_id else None,
                )
                for one in meetings
                if one.slot_id in position
            )
        )


def pose(exchange: Exchange, *, without: Without = Without(), now: datetime | None = None) -> Posed:
    """The problem of an exchange at a moment, with the way back to the rows; a fixed number of statements."""
    return _Posing(exchange, without, now or timezone.now()).posed()


class _Posing:
    def __init__(self, exchange: Exchange, without: Without, now: datetime) -> None:
        self.exchange, self.without, self.now = exchange, without, now
        self.told = list(
            Meeting.objects.filter(plan__exchange=exchange, plan__state__in=TOLD).select_related("slot", "request")
        )
        used = {one.slot_id for one in self.told}
        rows = Slot.objects.filter(Q(dropped_at=None) | Q(pk__in=used), exchange=exchange)
        self.slots = list(rows.order_by("starts_at", "pk"))
        self.open = {
            one.pk: index
            for index, one in enumerate(self.slots)
            if one.dropped_at is None and one.pk not in without.slots
        }
        self.begun = {one.pk for one in self.slots if one.starts_at <= now} & self.open.keys()
        self.held = [one for one in self.told if one.slot_id in self.begun]
        self.seats = self._seats()

    def posed(self) -> Posed:
        people = self._people()
        known = {one.id for one in people}
        spoken, unspoken = self._requests({one.id: one.languages for one in people})
        problem = words.Problem(
            slots=len(self.slots),
            tables=self._tables(known),
            interpreters=self._interpreters(),
            participants=people,
            requests=spoken,
        )
        held = {str(one.request_id) for one in self.held} & {one.id for one in spoken}
        return Posed(problem, tuple(one.pk for one in self.slots), frozenset(held), unspoken, self.without)

    def _seats(self) -> dict[int, set[int]]:
        """The slots that have begun in which somebody has a told meeting."""
        seats: dict[int, set[int]] = {}
        for one in self.held:
            for person in (one.request.source_id, one.request.target_id):
                seats.setdefault(person, set()).add(one.slot_id)
        return seats

    def _positions(self, away: Collection[int]) -> frozenset[int]:
        return frozenset(index for slot, index in self.open.items() if slot not in away)

    def _people(self) -> tuple[words.Participant, ...]:
        taking_part = set(Participant.objects.filter(exchange=self.exchange).taking_part().values_list("pk", flat=True))
        busy = busy_slots(self.exchange)
        rows = Participant.objects.filter(Q(pk__in=taking_part) | Q(pk__in=self.seats), exchange=self.exchange)
        return tuple(
            words.Participant(
                id=str(row.pk),
                languages=frozenset(row.languages),
                available=self._available(row, busy.get(row.pk, ()), row.pk in taking_part),
                organisation=str(row.organisation_id or ""),
                max_meetings=self._limit(row),
            )
            for row in rows.order_by("pk")
        )

    def _available(self, row: Participant, busy: Collection[int], takes_part: bool) -> frozenset[int]:
        seats = self.seats.get(row.pk, set())
        free = self._positions({*row.away, *busy, *self.begun}) if takes_part else frozenset()
        if row.absent_at is not None:
            free = frozenset(index for index in free if not _missed(self.slots[index], row.absent_at))
        return free | {self.open[slot] for slot in seats}

    def _limit(self, row: Participant) -> int | None:
        limits = [one for one in (row.most_meetings, self.exchange.most_meetings) if one is not None]
        return min(limits, default=None)

    def _requests(self, languages: dict[str, frozenset[str]]) -> tuple[tuple[words.Request, ...], tuple[str, ...]]:
        states = WANTED if self.exchange.planned == Planned.OPEN else (RequestState.ACCEPTED,)
        wanted = Q(state__in=states) | Q(by_organiser=True, state__in=WANTED)
        held = {one.request_id for one in self.held}
        banned = set(Ban.objects.filter(exchange=self.exchange).values_list("first", "second"))
        spoken, unspoken = [], []
        for row in MeetingRequest.objects.filter(wanted | Q(pk__in=held), exchange=self.exchange).order_by("pk"):
            source, target = str(row.source_id), str(row.target_id)
            pair = min(row.source_id, row.target_id), max(row.source_id, row.target_id)
            if source not in languages or target not in languages or (pair in banned and row.pk not in held):
                continue
            if not can_talk(languages[source], languages[target]):
                unspoken.append(str(row.pk))
                continue
            mutual = row.target_priority is not None
            spoken.append(words.Request(str(row.pk), source, target, row.weight, mutual))
        return tuple(spoken), tuple(unspoken)

    def _tables(self, people: Collection[str]) -> tuple[words.Table, ...]:
        rows = Table.objects.filter(exchange=self.exchange).in_use().exclude(pk__in=self.without.tables)
        return tuple(
            words.Table(str(row.pk), self._positions(row.away), str(row.host_id) if row.host_id else None)
            for row in rows.order_by("position", "pk")
            if row.host_id is None or str(row.host_id) in people
        )

    def _interpreters(self) -> tuple[words.Interpreter, ...]:
        rows = Interpreter.objects.filter(exchange=self.exchange).in_use().exclude(pk__in=self.without.interpreters)
        return tuple(words.Interpreter(str(row.pk), self._positions(row.away)) for row in rows.order_by("pk"))


def _missed(slot: Slot, absent_at: datetime) -> bool:
    """Whether a slot is on the day of the absence, after it; on another day the person may come."""
    return slot.starts_at >= absent_at and timezone.localdate(slot.starts_at) == timezone.localdate(absent_at)


def can_talk(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two share a language, or an interpreter for German and Czech helps."""
    german, czech = INTERPRETED
    return bool(one & other) or (german in one and czech in other) or (czech in one and german in other)
