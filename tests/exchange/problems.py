"""Small problems in the format of their file, and every plan of one."""

from collections.abc import Iterable, Iterator
from typing import Any

from exchange.planner.problem import Problem
from exchange.planner.reading import read_problem


def people(*names: str, **fields: Any) -> list[dict[str, Any]]:
    """Participants who speak German, unless `fields` say otherwise."""
    return [{"id": name, "languages": ["de"], **fields} for name in names]


def problem(
    slots: int,
    participants: list[dict[str, Any]],
    requests: Iterable[tuple[str, str, int]],
    *,
    tables: list[dict[str, Any]] | int = 9,
    interpreters: list[dict[str, Any]] | int = 0,
) -> Problem:
    """A problem; requests R0, R1, … are (from, to, weight); numbers of tables and interpreters mean free ones."""
    return read_problem(
        {
            "slots": slots,
            "participants": participants,
            "tables": [{"id": f"T{one}"} for one in range(tables)] if isinstance(tables, int) else tables,
            "interpreters": [{"id": f"I{one}"} for one in range(interpreters)]
            if isinstance(interpreters, int)
            else interpreters,
            "requests": [
                {"id": f"R{number}", "from": source, "to": target, "weight": weight}
                for number, (source, target, weight) in enumerate(requests)
            ],
        }
    )


def every_plan(given: Problem) -> Iterator[dict[str, int]]:
    """The slots of the meetings in every plan that keeps the rules, by trying all; tables are found by trying too."""
    yield from _extended(given, 0, {})


def best(given: Problem) -> int:
    """The greatest sum of weights that any plan reaches."""
    weights = {one.id: one.weight for one in given.requests}
    return max(sum(weights[name] for name in plan) for plan in every_plan(given))


def _extended(given: Problem, index: int, plan: dict[str, int]) -> Iterator[dict[str, int]]:
    if index == len(given.requests):
        yield plan
        return
    yield from _extended(given, index + 1, plan)
    for slot in range(given.slots):
        longer = plan | {given.requests[index].id: slot}
        if allowed(given, longer, slot):
            yield from _extended(given, index + 1, longer)


def allowed(given: Problem, plan: dict[str, int], slot: int) -> bool:
    """Whether the meetings of this slot and the numbers of meetings keep the rules."""
    here = [one for one in given.requests if plan.get(one.id) == slot]
    ends = [end for one in here for end in (one.source, one.target)]
    meetings = [end for one in given.requests if one.id in plan for end in (one.source, one.target)]
    silent = sum(_languages(given, one.source).isdisjoint(_languages(given, one.target)) for one in here)
    return (
        len(ends) == len(set(ends))
        and all(slot in one.available for one in given.participants if one.id in ends)
        and all(one.max_meetings is None or meetings.count(one.id) <= one.max_meetings for one in given.participants)
        and silent <= sum(slot in one.slots for one in given.interpreters)
        and _seated(given, slot, [{one.source, one.target} for one in here], frozenset())
    )


def _seated(given: Problem, slot: int, pairs: list[set[str]], taken: frozenset[str]) -> bool:
    if not pairs:
        return True
    hosts = {table.host for table in given.tables if table.host} & pairs[0]
    fitting = [
        table.id
        for table in given.tables
        if slot in table.slots and table.id not in taken and (table.host in hosts if hosts else table.host is None)
    ]
    return any(_seated(given, slot, pairs[1:], taken | {table}) for table in fitting)


def _languages(given: Problem, name: str) -> frozenset[str]:
    return next(one.languages for one in given.participants if one.id == name)
