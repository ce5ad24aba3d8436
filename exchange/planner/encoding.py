"""A problem in numbers, as the search needs it: requests × slots, and how many tables and interpreters a slot has.

Tables of hosts need no counting: a host is in one meeting at a time and meets there only, so that the table is free
whenever the host is. Free tables and interpreters are alike; they are only counted and handed out afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.planner.problem import Problem

NOWHERE = -1

# the slot of each request, or NOWHERE
type Slots = list[int]


@dataclass(frozen=True)
class Encoded:
    """Requests, participants and slots by their position; `possible[r]` are the slots in which request r can be."""

    slots: int
    ends: tuple[tuple[int, int], ...]
    weights: tuple[int, ...]
    common: tuple[tuple[int, ...], ...]
    seated: tuple[tuple[int, ...], ...]
    possible: tuple[tuple[int, ...], ...]
    on_free_table: tuple[bool, ...]
    interpreted: tuple[bool, ...]
    mutual: tuple[bool, ...]
    limits: tuple[int, ...]
    free_tables: tuple[int, ...]
    interpreters: tuple[int, ...]
    of_participant: tuple[tuple[int, ...], ...]

    def objective(self, plan: Sequence[int]) -> int:
        """The sum of the weights of the requests that take place."""
        return sum(weight for weight, slot in zip(self.weights, plan, strict=True) if slot != NOWHERE)


def encode(problem: Problem) -> Encoded:
    """The numbers of a problem that has been read without faults."""
    position = {participant.id: index for index, participant in enumerate(problem.participants)}
    people = problem.participants
    hosted = _hosted(problem)
    free_tables = [0] * problem.slots
    for table in problem.tables:
        for slot in table.slots if table.host is None else ():
            free_tables[slot] += 1
    interpreters = [sum(slot in one.slots for one in problem.interpreters) for slot in range(problem.slots)]
    ends = tuple((position[one.source], position[one.target]) for one in problem.requests)
    asked = {(one.source, one.target) for one in problem.requests}
    common, seated, possible, on_free_table, interpreted = [], [], [], [], []
    for one, (left, right) in zip(problem.requests, ends, strict=True):
        both = sorted(people[left].available & people[right].available)
        hosts = [hosted[name] for name in (one.source, one.target) if name in hosted]
        translated = not people[left].languages & people[right].languages
        places = [slot for slot in both if (any(slot in host for host in hosts) if hosts else free_tables[slot])]
        common.append(tuple(both))
        seated.append(tuple(places))
        possible.append(tuple(slot for slot in places if interpreters[slot] or not translated))
        on_free_table.append(not hosts)
        interpreted.append(translated)
    of_participant: list[list[int]] = [[] for _ in people]
    for request, pair in enumerate(ends):
        for end in pair:
            of_participant[end].append(request)
    return Encoded(
        slots=problem.slots,
        ends=ends,
        weights=tuple(one.weight for one in problem.requests),
        common=tuple(common),
        seated=tuple(seated),
        possible=tuple(possible),
        on_free_table=tuple(on_free_table),
        interpreted=tuple(interpreted),
        mutual=tuple(one.mutual or (one.target, one.source) in asked for one in problem.requests),
        limits=tuple(problem.slots if one.max_meetings is None else one.max_meetings for one in people),
        free_tables=tuple(free_tables),
        interpreters=tuple(interpreters),
        of_participant=tuple(tuple(requests) for requests in of_participant),
    )


def _hosted(problem: Problem) -> dict[str, frozenset[int]]:
    """The slots in which each host has a table."""
    hosted: dict[str, frozenset[int]] = {}
    for table in problem.tables:
        if table.host is not None:
            hosted[table.host] = hosted.get(table.host, frozenset()) | table.slots
    return hosted
