"""Where a single meeting could be instead, and why not elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.planner.problem import Meeting, Participant, Plan, Request
from exchange.problems import Posed


@dataclass(frozen=True, slots=True)
class Place:
    """A slot by its id: the free tables by their ids, or `why` none is possible and whom that is about."""

    slot: int
    tables: tuple[int, ...] = ()
    why: str = ""
    person: int | None = None
    interpreter: str | None = None


def places(posed: Posed, plan: Plan, request_id: int) -> list[Place]:
    """Every slot of the problem for one of its requests; empty for a request that it does not have."""
    problem = posed.problem
    request = next((one for one in problem.requests if one.id == str(request_id)), None)
    if request is None:
        return []
    if request.id in posed.held:
        return [Place(slot, why="begun") for slot in posed.slots]
    people = {one.id: one for one in problem.participants}
    ends = {one.id: (one.source, one.target) for one in problem.requests}
    others = [one for one in plan.meetings if one.request != request.id and one.request in ends]
    both = (people[request.source], people[request.target])
    now = next((one for one in plan.meetings if one.request == request.id), None)
    return [
        _place(posed, request, both, slot, [(one, ends[one.request]) for one in others if one.slot == slot], now)
        for slot in range(problem.slots)
    ]


def _place(
    posed: Posed,
    request: Request,
    both: tuple[Participant, Participant],
    slot: int,
    here: list[tuple[Meeting, tuple[str, str]]],
    now: Meeting | None,
) -> Place:
    pk = posed.slots[slot]
    for person in both:
        if slot not in person.available:
            return Place(pk, why="away", person=int(person.id))
        if any(person.id in ends for _, ends in here):
            return Place(pk, why="busy", person=int(person.id))
    taken = {one.table for one, _ in here}
    tables = [one for one in _fitting(posed, request) if one not in taken]
    free = tuple(int(one.id) for one in posed.problem.tables if one.id in tables and slot in one.slots)
    if not free:
        return Place(pk, why="no_table")
    interpreter = None
    if not both[0].languages & both[1].languages:
        used = {one.interpreter for one, _ in here}
        able = [one.id for one in posed.problem.interpreters if slot in one.slots and one.id not in used]
        if not able:
            return Place(pk, why="no_interpreter")
        interpreter = now.interpreter if now and now.interpreter in able else able[0]
    return Place(pk, free, interpreter=interpreter)


def _fitting(posed: Posed, request: Request) -> Iterable[str]:
    """The tables at which the two meet: the own ones of hosts, or the free ones."""
    tables = posed.problem.tables
    own = [one.id for one in tables if one.host in {request.source, request.target}]
    return own or [one.id for one in tables if one.host is None]
