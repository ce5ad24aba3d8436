"""Whatever the problem: the rules are kept, the bound holds, the plan is the best, and the reasons are true."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.planner.check import violations
from exchange.planner.problem import Plan, Problem, Reason
from exchange.planner.reading import read_problem
from exchange.planner.replan import replan
from exchange.planner.solve import Options, solve
from tests.exchange.problems import best, every_plan

FEW = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
QUICK = Options(seconds=20, workers=1)


@st.composite
def problems(draw: Any) -> Problem:
    """Up to five people, three slots, five requests: small enough to try every plan."""
    slots = draw(st.integers(1, 3))
    names = [f"P{number}" for number in range(draw(st.integers(2, 5)))]
    some = st.one_of(st.none(), st.lists(st.integers(0, slots - 1), unique=True))
    participants = [
        {
            "id": name,
            "languages": draw(st.sampled_from([["de"], ["cs"], ["de", "cs"]])),
            "available": draw(some),
            "max_meetings": draw(st.sampled_from([None, None, 0, 1, 2])),
        }
        for name in names
    ]
    pair = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)
    requests = [
        {"id": f"R{number}", "from": ends[0], "to": ends[1], "weight": draw(st.integers(1, 4))}
        for number, ends in enumerate(draw(st.lists(pair, max_size=5)))
    ]
    host = st.one_of(st.none(), st.none(), st.sampled_from(names))
    tables = [{"id": f"T{one}", "slots": draw(some), "host": draw(host)} for one in range(draw(st.integers(0, 3)))]
    interpreters = [{"id": f"I{one}", "slots": draw(some)} for one in range(draw(st.integers(0, 1)))]
    return read_problem(
        {
            "slots": slots,
            "participants": participants,
            "requests": requests,
            "tables": tables,
            "interpreters": interpreters,
        }
    )


@FEW
@given(problems())
def test_plan_is_the_best_and_keeps_all_rules(problem: Problem) -> None:
    solution = solve(problem, QUICK)
    assert violations(problem, solution.plan) == []
    assert solution.objective == best(problem) == solution.bound
    weights = {one.id: one.weight for one in problem.requests}
    assert solution.objective == sum(weights[one.request] for one in solution.plan.meetings)


@FEW
@given(problems())
def test_more_tables_and_interpreters_never_harm(problem: Problem) -> None:
    now = solve(problem, QUICK).objective
    assert solve(problem.with_more(tables=1), QUICK).objective >= now
    assert solve(problem.with_more(interpreters=1), QUICK).objective >= now


@FEW
@given(problems())
def test_reasons_are_true(problem: Problem) -> None:
    plan = solve(problem, QUICK).plan
    for name, reason in plan.unmet.items():
        assert _true(problem, plan, name, reason), (name, reason)


@FEW
@given(problems(), st.data())
def test_plan_after_a_change_keeps_what_can_stay(problem: Problem, data: Any) -> None:
    told = solve(problem, QUICK).plan
    gone = data.draw(st.sampled_from([one.id for one in problem.participants]))
    people = tuple(
        type(one)(one.id, one.languages, frozenset() if one.id == gone else one.available, one.organisation)
        for one in problem.participants
    )
    changed = Problem(problem.slots, problem.tables, problem.interpreters, people, problem.requests)
    after = replan(changed, told)
    assert violations(changed, after.plan) == []
    ends = {one.id: (one.source, one.target) for one in problem.requests}
    assert set(after.stayed) == {one.request for one in told.meetings if gone not in ends[one.request]}
    assert set(after.fallen) == {one.request for one in told.meetings if gone in ends[one.request]}


def _true(problem: Problem, plan: Plan, name: str, reason: Reason) -> bool:
    """The reason checked against the problem and every possible plan, not against what the planner counted."""
    request = next(one for one in problem.requests if one.id == name)
    both = [one for one in problem.participants if one.id in {request.source, request.target}]
    common = both[0].available & both[1].available
    at = {one.request: one.slot for one in plan.meetings}
    busy = {
        one.id: {at[r.id] for r in problem.requests if r.id in at and one.id in {r.source, r.target}} for one in both
    }
    full = any(busy[one.id] >= common or len(busy[one.id]) == one.max_meetings for one in both)
    if reason is Reason.NO_COMMON_SLOT:
        return not common
    if reason is Reason.PARTICIPANT_FULL:
        return bool(common) and full
    if reason is Reason.OUTWEIGHED:
        weights = {one.id: one.weight for one in problem.requests}
        forced = max(sum(weights[one] for one in other) for other in every_plan(problem) if name in other)
        return not full and forced <= sum(weights[one] for one in at)
    if not any(name in other for other in every_plan(problem)):
        # it can never be: what is missing is missing whatever else is planned
        return _never(problem, name, reason)
    # with one more, the very plan could take the wish in
    more = problem.with_more(tables=int(reason is Reason.NO_TABLE), interpreters=1)
    free = common - busy[both[0].id] - busy[both[1].id]
    if reason is Reason.NO_TABLE and {table.host for table in problem.tables} & {request.source, request.target}:
        own = [one for one in problem.tables if one.host in {request.source, request.target}]
        return bool(free) and not any(slot in table.slots for table in own for slot in free)
    return any(at | {name: slot} in list(every_plan(more)) for slot in free)


def _never(problem: Problem, name: str, reason: Reason) -> bool:
    """Whether a wish that no plan can grant lacks just this, apart from limits."""
    people = tuple(replace(one, max_meetings=None) for one in problem.participants)
    alone = replace(problem, participants=people, requests=tuple(one for one in problem.requests if one.id == name))
    translated = any(every_plan(alone.with_more(interpreters=1)))
    return translated if reason is Reason.NO_INTERPRETER else not translated
