"""Which table and which interpreter: handed out when the slots are known, so that people change tables rarely."""

from collections import Counter
from collections.abc import Mapping, Sequence

from exchange.planner.encoding import NOWHERE, Encoded, Slots
from exchange.planner.problem import Meeting, Problem, Request


def seat(problem: Problem, encoded: Encoded, plan: Slots, kept: Mapping[str, Meeting] | None = None) -> list[Meeting]:
    """The meetings in the order of the requests; `kept` ones have their table and interpreter as long as that works."""
    before = kept or {}
    last: dict[str, str] = {}
    duties: Counter[str] = Counter()
    tables: dict[int, str] = {}
    interpreters: dict[int, str] = {}
    for slot in range(problem.slots):
        here = [request for request, place in enumerate(plan) if place == slot]
        stays = {
            request: one
            for request in here
            if (one := before.get(problem.requests[request].id)) is not None and one.slot == slot
        }
        tables |= _at_hosts(problem, encoded, slot, here, stays)
        free = [request for request in here if encoded.on_free_table[request]]
        tables |= _at_free_tables(problem, slot, free, stays, last)
        translated = [request for request in here if encoded.interpreted[request]]
        interpreters |= _translated(problem, slot, translated, stays, duties)
        for request in here:
            last |= dict.fromkeys(_ends(problem.requests[request]), tables[request])
    return [
        Meeting(one.id, plan[index], tables[index], interpreters.get(index))
        for index, one in enumerate(problem.requests)
        if plan[index] != NOWHERE
    ]


def table_changes(problem: Problem, meetings: Sequence[Meeting]) -> int:
    """How often somebody's next meeting is at another table than the one before."""
    requests = {one.id: one for one in problem.requests}
    last: dict[str, str] = {}
    changes = 0
    for meeting in sorted(meetings, key=lambda one: one.slot):
        for end in (requests[meeting.request].source, requests[meeting.request].target):
            changes += last.get(end, meeting.table) != meeting.table
            last[end] = meeting.table
    return changes


def _at_hosts(
    problem: Problem, encoded: Encoded, slot: int, here: Sequence[int], stays: Mapping[int, Meeting]
) -> dict[int, str]:
    chosen = {}
    for request in here:
        if encoded.on_free_table[request]:
            continue
        one = problem.requests[request]
        own = [table.id for table in problem.tables if table.host in {one.source, one.target} and slot in table.slots]
        before = stays.get(request)
        chosen[request] = before.table if before is not None and before.table in own else own[0]
    return chosen


def _at_free_tables(
    problem: Problem, slot: int, here: Sequence[int], stays: Mapping[int, Meeting], last: Mapping[str, str]
) -> dict[int, str]:
    free = {table.id: None for table in problem.tables if table.host is None and slot in table.slots}
    chosen: dict[int, str] = {}
    wishes = [(3, request, stays[request].table) for request in here if request in stays]
    for request in here:
        near = Counter(last[end] for end in _ends(problem.requests[request]) if end in last)
        wishes += [(count, request, table) for table, count in near.items()]
    for _, request, table in sorted(wishes, key=lambda wish: -wish[0]):
        if request not in chosen and table in free:
            chosen[request] = table
            del free[table]
    # tables where nobody has just been are left for those who come from nowhere
    wanted = set(last.values())
    rest = iter(sorted(free, key=lambda table: table in wanted))
    return chosen | {request: next(rest) for request in here if request not in chosen}


def _translated(
    problem: Problem, slot: int, here: Sequence[int], stays: Mapping[int, Meeting], duties: Counter[str]
) -> dict[int, str]:
    free = [one.id for one in problem.interpreters if slot in one.slots]
    chosen: dict[int, str] = {}
    for request in here:
        before = stays[request].interpreter if request in stays else None
        if before is not None and before in free:
            chosen[request] = before
            free.remove(before)
    for request in here:
        if request not in chosen:
            chosen[request] = min(free, key=lambda one: duties[one])
            free.remove(chosen[request])
    duties.update(chosen.values())
    return chosen


def _ends(request: Request) -> tuple[str, str]:
    return request.source, request.target
