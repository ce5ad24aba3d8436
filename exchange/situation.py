"""Everything about an exchange that decides which meetings are possible, at hand for questions."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from exchange.availability import busy_slots
from exchange.choices import Planned, RequestState
from exchange.models import Ban, Exchange, MeetingRequest, Participant, Slot, Table

NO_LIMIT = 10_000


@dataclass
class Situation:
    """Slots, tables, interpreters and people by their ids; wishes only among people who take part."""

    exchange: Exchange
    slots: list[Slot]
    tables: list[Table]
    interpreters: dict[int, set[int]]
    """The slots in which each one is there."""
    people: dict[int, Participant]
    free: dict[int, set[int]]
    """The slots in which each participant has time."""
    wanted: list[MeetingRequest]
    bans: set[frozenset[int]]

    @cached_property
    def slot_ids(self) -> set[int]:
        """All slots."""
        return {slot.pk for slot in self.slots}

    @cached_property
    def planned(self) -> list[MeetingRequest]:
        """The wishes that take part in the plan."""
        takes_open = self.exchange.planned == Planned.OPEN
        return [one for one in self.wanted if takes_open or one.state == RequestState.ACCEPTED]

    @cached_property
    def table_slots(self) -> dict[int, set[int]]:
        """The slots in which each table is there."""
        return {table.pk: self.slot_ids - set(table.away) for table in self.tables}

    @cached_property
    def free_tables(self) -> list[Table]:
        """Those without a host."""
        return [table for table in self.tables if table.host_id is None]

    @cached_property
    def interpreted(self) -> set[int]:
        """The slots in which at least one interpreter is there."""
        return set().union(*self.interpreters.values())

    @cached_property
    def wishes(self) -> Counter[int]:
        """How many planned wishes each participant has."""
        return Counter(person for one in self.planned for person in (one.source_id, one.target_id))

    @cached_property
    def room(self) -> dict[int, int]:
        """How many meetings each participant can have at most."""
        return {pk: min(len(self.free[pk]), *_limits(self.exchange, one)) for pk, one in self.people.items()}

    @property
    def capacity(self) -> int:
        """How many meetings slots and tables have room for, whoever meets."""
        return sum(len(slots) for slots in self.table_slots.values())

    def common(self, request: MeetingRequest) -> set[int]:
        """The slots in which both have time."""
        return self.free[request.source_id] & self.free[request.target_id]

    def share_language(self, request: MeetingRequest) -> bool:
        """Whether the two can talk without an interpreter."""
        source, target = self.people[request.source_id], self.people[request.target_id]
        return not set(source.languages).isdisjoint(target.languages)


def situation_of(exchange: Exchange) -> Situation:
    """How it stands; always the same number of statements."""
    slots = list(exchange.slots.in_use())
    ids = {slot.pk for slot in slots}
    rows = Participant.objects.filter(exchange=exchange.pk).taking_part().select_related("registration")
    people = {one.pk: one for one in rows}
    busy = busy_slots(exchange)
    wanted = MeetingRequest.objects.filter(exchange=exchange.pk).wanted()
    return Situation(
        exchange=exchange,
        slots=slots,
        tables=list(exchange.tables.in_use()),
        interpreters={one.pk: ids - set(one.away) for one in exchange.interpreters.in_use()},
        people=people,
        free={pk: ids - set(one.away) - busy.get(pk, set()) for pk, one in people.items()},
        wanted=[one for one in wanted if one.source_id in people and one.target_id in people],
        bans={frozenset(pair) for pair in Ban.objects.filter(exchange=exchange.pk).values_list("first", "second")},
    )


def _limits(exchange: Exchange, person: Participant) -> list[int]:
    limits = [most for most in (exchange.most_meetings, person.most_meetings) if most is not None]
    return limits or [NO_LIMIT]
