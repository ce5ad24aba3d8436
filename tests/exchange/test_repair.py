"""The plan after somebody has not come, or has come late: what stays, what falls out, what comes in."""

from collections.abc import Collection
from dataclasses import replace
from random import Random
from time import process_time

from exchange.planner.check import violations
from exchange.planner.examples import SHAPES, example
from exchange.planner.problem import Meeting, Plan, Problem, Reason
from exchange.planner.replan import Replanned
from exchange.planner.solve import Options, solve
from exchange.repair import repaired
from tests.exchange.problems import people, problem

WISHES = [("A", "B", 4), ("C", "D", 4), ("B", "C", 2)]


def planned(given: Problem, *meetings: tuple[str, int, str]) -> Plan:
    """A told plan with meetings (request, slot, table)."""
    taking_place = tuple(Meeting(*one) for one in meetings)
    names = {one.request for one in taking_place}
    return Plan(taking_place, {one.id: Reason.OUTWEIGHED for one in given.requests if one.id not in names})


def slots(plan: Plan) -> dict[str, int]:
    """The slot of each meeting."""
    return {one.request: one.slot for one in plan.meetings}


def kept_share(told: Plan, changed: Replanned, absent: Collection[str], problem: Problem) -> float:
    """How much of the told plan, without the meetings of absent people, is still in its slot; 1.0 where none was."""
    ends = {one.id: {one.source, one.target} for one in problem.requests}
    others = [one for one in told.meetings if ends.get(one.request, set()).isdisjoint(absent)]
    slots = {one.request: one.slot for one in changed.plan.meetings}
    return sum(slots.get(one.request) == one.slot for one in others) / len(others) if others else 1.0


def test_partners_of_the_absent_get_what_is_free() -> None:
    given = problem(3, people("A", "B", "C", "D"), WISHES)
    told = planned(given, ("R0", 1, "T0"), ("R1", 2, "T1"))
    changed = repaired(given, told, coming={1, 2}, absent={"A"}, here={"B", "C", "D"})
    assert slots(changed.plan) == {"R1": 2, "R2": 1}
    assert changed.fallen == {"R0": Reason.NO_COMMON_SLOT}
    assert changed.added == ("R2",)
    assert not changed.moved


def test_nobody_is_planned_who_is_not_in_the_house() -> None:
    given = problem(3, people("A", "B", "C", "D"), WISHES)
    told = planned(given, ("R0", 1, "T0"), ("R1", 2, "T1"))
    changed = repaired(given, told, coming={1, 2}, absent={"A"}, here={"B"})
    assert slots(changed.plan) == {"R1": 2}
    assert changed.plan.unmet == {"R0": Reason.NO_COMMON_SLOT, "R2": Reason.PARTICIPANT_FULL}


def test_what_has_begun_stays_also_with_absent_people() -> None:
    given = problem(2, people("A", "B", "C", "D"), WISHES)
    told = planned(given, ("R0", 0, "T0"), ("R1", 1, "T1"))
    changed = repaired(given, told, coming={1}, absent={"A", "C"}, here={"B", "D"})
    assert slots(changed.plan) == {"R0": 0}
    assert changed.stayed == ("R0",)


def test_withdrawn_wishes_fall_out_on_any_day() -> None:
    given = problem(2, people("A", "B", "C", "D"), WISHES)
    told = planned(given, ("R0", 0, "T0"), ("R1", 1, "T1"))
    left = replace(given, requests=given.requests[1:])
    changed = repaired(left, told, coming={1}, absent=set(), here=set())
    assert slots(changed.plan) == {"R1": 1}
    assert changed.fallen == {"R0": None}


def test_past_meetings_count_for_the_most_that_somebody_wants() -> None:
    given = problem(2, people("A", "C", "D") + people("B", max_meetings=1), WISHES)
    told = planned(given, ("R0", 0, "T0"))
    changed = repaired(given, told, coming={1}, absent=set(), here={"A", "B", "C", "D"})
    assert slots(changed.plan) == {"R0": 0, "R1": 1}


def test_late_arrivals_get_back_what_still_fits() -> None:
    given = problem(3, people("A", "B", "C", "D"), WISHES)
    told = planned(given, ("R1", 1, "T1"), ("R2", 2, "T0"))
    changed = repaired(given, told, coming={1, 2}, absent=set(), here={"A", "B", "C", "D"})
    assert slots(changed.plan) == {"R0": 1, "R1": 1, "R2": 2}
    assert changed.added == ("R0",)
    assert not changed.fallen


def test_nobody_gets_more_than_there_may_be_now() -> None:
    given = problem(3, people("A", "B", "C"), [("A", "B", 1), ("C", "B", 4)])
    told, everybody = planned(given), {"A", "B", "C"}
    changed = repaired(given, told, coming={0, 1, 2}, absent=set(), here=everybody, most={"B": 1})
    assert set(slots(changed.plan)) == {"R1"}
    assert set(slots(repaired(given, told, coming={0, 1, 2}, absent=set(), here=everybody).plan)) == {"R0", "R1"}


def test_a_tenth_that_does_not_come_to_a_large_exchange() -> None:
    given = example(SHAPES["skewed"], 1)
    told = solve(given, Options(seconds=5)).plan
    chance = Random(7)
    absent = set(chance.sample([one.id for one in given.participants], 15))
    here = {one.id for one in given.participants} - absent
    coming = set(range(4, given.slots))
    began = process_time()
    changed = repaired(given, told, coming=coming, absent=absent, here=here)
    assert process_time() - began < 5
    assert kept_share(told, changed, absent, given) == 1.0
    assert changed.added
    assert {one for one in changed.plan.meetings if one.slot not in coming} == {
        one for one in told.meetings if one.slot not in coming
    }
    assert not violations(_as_it_is(given, coming, absent), changed.plan)


def _as_it_is(given: Problem, coming: set[int], absent: set[str]) -> Problem:
    """The problem without absent people in the coming slots."""
    left = tuple(
        replace(one, available=one.available - coming if one.id in absent else one.available)
        for one in given.participants
    )
    return replace(given, participants=left)
