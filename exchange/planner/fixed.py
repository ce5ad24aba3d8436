"""Planning around meetings that are fixed: they are taken out of the problem with all they need, and put back after."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from exchange.planner import linear
from exchange.planner.encoding import NOWHERE, encode
from exchange.planner.problem import Meeting, Plan, Problem
from exchange.planner.reasons import reasons
from exchange.planner.replan import replan
from exchange.planner.solve import Options, Progress, Solution, solve


def holding(problem: Problem, meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Those of the meetings that the problem still allows where they are; `solve_around` needs such ones."""
    given = Plan(tuple(meetings))
    stayed = set(replan(problem, given, locked=[one.request for one in meetings]).stayed)
    return tuple(one for one in meetings if one.request in stayed)


def solve_around(problem: Problem, fixed: Sequence[Meeting], options: Options) -> Solution:
    """The best plan that has the fixed meetings where they are; value and bound count them too."""
    if not fixed:
        return solve(problem, options)
    weights = {one.id: one.weight for one in problem.requests}
    value = sum(weights[one.request] for one in fixed)
    names = {one.request for one in fixed}
    first = options.first and Plan(tuple(one for one in options.first.meetings if one.request not in names))
    rest = solve(reduced(problem, fixed), replace(options, first=first, progress=_more(options.progress, value)))
    there = {one.request: one for one in (*fixed, *rest.plan.meetings)}
    meetings = tuple(there[one.id] for one in problem.requests if one.id in there)
    slots = [there[one.id].slot if one.id in there else NOWHERE for one in problem.requests]
    plan = Plan(meetings, reasons(problem, encode(problem), slots))
    return replace(rest, plan=plan, objective=rest.objective + value, bound=rest.bound + value)


def reduced(problem: Problem, fixed: Sequence[Meeting]) -> Problem:
    """What is left to plan: without the requests, seats, tables and interpreters of the fixed meetings."""
    requests = {one.id: one for one in problem.requests}
    taken: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    number: Counter[str] = Counter()
    for one in fixed:
        taken["table", one.table].add(one.slot)
        taken["interpreter", one.interpreter or ""].add(one.slot)
        for end in (requests[one.request].source, requests[one.request].target):
            taken["person", end].add(one.slot)
            number[end] += 1
    names = {one.request for one in fixed}
    return replace(
        problem,
        requests=tuple(one for one in problem.requests if one.id not in names),
        tables=tuple(replace(one, slots=one.slots - taken["table", one.id]) for one in problem.tables),
        interpreters=tuple(
            replace(one, slots=one.slots - taken["interpreter", one.id]) for one in problem.interpreters
        ),
        participants=tuple(
            replace(
                one,
                available=one.available - taken["person", one.id],
                max_meetings=None if one.max_meetings is None else one.max_meetings - number[one.id],
            )
            for one in problem.participants
        ),
    )


def bound_of(problem: Problem, seconds: float = 5.0) -> int:
    """A proven value that no plan of the problem exceeds, for plans that were not searched for."""
    encoded = encode(problem)
    bound = sum(weight for weight, slots in zip(encoded.weights, encoded.possible, strict=True) if slots)
    for packing in (linear.by_request(encoded), linear.by_slot(encoded)):
        if relaxed := linear.relax(packing, seconds):
            bound = min(bound, relaxed.bound)
    return bound


def _more(progress: Callable[[Progress], None], value: int) -> Callable[[Progress], None]:
    return lambda one: progress(replace(one, objective=one.objective + value, bound=one.bound + value))
