"""Plans of single situations: reasons, order of the objectives, changes, additions, stop and progress."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exchange.planner.check import violations
from exchange.planner.compact import waiting
from exchange.planner.encoding import encode
from exchange.planner.examples import SHAPES, Shape, example
from exchange.planner.problem import Plan, Problem, Reason
from exchange.planner.reading import read_problem
from exchange.planner.replan import replan
from exchange.planner.seating import table_changes
from exchange.planner.solve import Options, Progress, solve
from exchange.planner.what_if import what_if
from tests.exchange.problems import people, problem

DATA = Path(__file__).parent / "data"
ONE = Options(seconds=20, workers=1)
SMALL = Shape(40, 120, 8, 9, hosts=4, interpreters=2)


def kept(name: str) -> Problem:
    """A problem that is kept with the tests."""
    return read_problem(json.loads((DATA / f"{name}.json").read_text()))


def reason(given: Problem, name: str = "R0") -> Reason:
    """Why the request is not in the best plan."""
    return solve(given, ONE).plan.unmet[name]


def test_no_common_slot() -> None:
    participants = people("A", available=[0]) + people("B", available=[1])
    assert reason(problem(2, participants, [("A", "B", 1)])) is Reason.NO_COMMON_SLOT


def test_participant_full() -> None:
    given = problem(1, people("A", "B", "C"), [("A", "B", 1), ("A", "C", 2)])
    assert reason(given) is Reason.PARTICIPANT_FULL
    limited = problem(3, people("A", "B") + people("C", max_meetings=1), [("A", "C", 1), ("B", "C", 2)])
    assert reason(limited) is Reason.PARTICIPANT_FULL


def test_no_table() -> None:
    wishes = [("A", "B", 1), ("C", "D", 2)]
    assert reason(problem(1, people("A", "B", "C", "D"), wishes, tables=1)) is Reason.NO_TABLE
    hosted = [{"id": "T", "host": "A", "slots": [1]}]
    away = problem(2, people("A") + people("B", available=[0]), wishes[:1], tables=hosted)
    assert reason(away) is Reason.NO_TABLE


def test_no_interpreter() -> None:
    participants = people("A", "C") + people("B", "D", languages=["cs"])
    wishes = [("A", "B", 1), ("C", "D", 2)]
    assert reason(problem(1, participants, wishes)) is Reason.NO_INTERPRETER
    assert reason(problem(1, participants, wishes, interpreters=1)) is Reason.NO_INTERPRETER
    assert not solve(problem(1, participants, wishes, interpreters=2), ONE).plan.unmet


def test_outweighed() -> None:
    participants = people("A", "B") + people("C", available=[0]) + people("D", available=[1])
    given = problem(2, participants, [("A", "B", 1), ("A", "C", 2), ("B", "D", 2)])
    assert reason(given) is Reason.OUTWEIGHED


def test_two_hosts_meet_at_either_table() -> None:
    tables = [{"id": "TA", "host": "A", "slots": [0]}, {"id": "TB", "host": "B", "slots": [1]}]
    given = problem(2, people("A", "B"), [("A", "B", 1), ("B", "A", 1)], tables=tables)
    assert {(one.slot, one.table) for one in solve(given, ONE).plan.meetings} == {(0, "TA"), (1, "TB")}


def test_everybody_gets_a_meeting_before_somebody_gets_many() -> None:
    # one slot of A is left for a second meeting with B or the first one with C
    given = problem(
        2, people("A", available=[0]) + people("B", "C", "D"), [("B", "D", 5), ("A", "B", 1), ("A", "C", 1)]
    )
    met = {one.request for one in solve(given, ONE).plan.meetings}
    assert met == {"R0", "R2"}


def test_mutual_wish_comes_first() -> None:
    given = problem(1, people("A", "B", "C"), [("A", "B", 1), ("A", "C", 1)])
    requests = (given.requests[0], replace(given.requests[1], mutual=True))
    assert [one.request for one in solve(replace(given, requests=requests), ONE).plan.meetings] == ["R1"]


def test_timetables_without_waiting_and_few_table_changes() -> None:
    given = problem(6, people("A", "B", "C"), [("A", "B", 1), ("A", "C", 1)], tables=3)
    plan = solve(given, ONE).plan
    slots = {one.request: one.slot for one in plan.meetings}
    assert waiting(encode(given), [slots["R0"], slots["R1"]]) == 0
    assert table_changes(given, plan.meetings) == 0


def test_no_requests_and_no_participants() -> None:
    empty = solve(problem(1, [], []), ONE)
    assert (empty.objective, empty.bound, empty.gap, empty.plan.meetings) == (0, 0, 0.0, ())


def test_stopped_at_once_still_gives_a_plan() -> None:
    given = example(SHAPES["skewed"], 1)
    solution = solve(given, Options(seconds=30, stop=lambda: True))
    assert violations(given, solution.plan) == []
    assert 0 < solution.objective <= solution.bound
    assert solution.seconds < 5


def test_progress_tells_objective_and_bound() -> None:
    told: list[Progress] = []
    solution = solve(example(SMALL, 1), replace(ONE, progress=told.append))
    assert told[0].phase == "start"
    assert [one.objective for one in told] == sorted(one.objective for one in told)
    assert (told[-1].objective, told[-1].bound) == (solution.objective, solution.bound)


def test_same_problem_same_plan() -> None:
    given = example(SMALL, 2)
    assert solve(given, ONE).plan == solve(given, ONE).plan


@pytest.mark.parametrize("name", ["even", "skewed"])
def test_kept_problem_reaches_its_known_bound(name: str) -> None:
    given = kept(name)
    solution = solve(given, Options(seconds=4))
    known = json.loads((DATA / "bounds.json").read_text())[name]
    assert violations(given, solution.plan) == []
    assert (solution.objective, solution.bound) == (known, known)


@pytest.mark.parametrize("name", SHAPES)
def test_kept_problems_can_be_read_and_written(name: str) -> None:
    assert read_problem(kept(name).as_json()) == kept(name) == example(SHAPES[name], 1)


def test_no_shows_leave_nine_of_ten_in_place() -> None:
    given = example(SMALL, 3)
    told = solve(given, ONE).plan
    gone = {one.id for one in given.participants[::10]}
    changed = replace(
        given,
        participants=tuple(
            replace(one, available=frozenset()) if one.id in gone else one for one in given.participants
        ),
    )
    after = replan(changed, told)
    ends = {one.id: {one.source, one.target} for one in given.requests}
    others = [one for one in told.meetings if not ends[one.request] & gone]
    assert violations(changed, after.plan) == []
    assert {one.request for one in others} == set(after.stayed)
    assert set(after.fallen.values()) <= {Reason.NO_COMMON_SLOT}


def test_fewer_tables_name_what_falls_out() -> None:
    given = problem(1, people("A", "B", "C", "D"), [("A", "B", 1), ("C", "D", 2)], tables=2)
    told = solve(given, ONE).plan
    after = replan(replace(given, tables=given.tables[:1]), told)
    assert after.fallen == {"R0": Reason.NO_TABLE}
    kept = replan(replace(given, tables=given.tables[:1]), told, locked=["R0"])
    assert kept.fallen == {"R1": Reason.NO_TABLE}


def test_slot_lost_moves_only_what_must() -> None:
    given = problem(3, people("A", "B", "C", "D"), [("A", "B", 1), ("C", "D", 1)], tables=1)
    told = solve(given, ONE).plan
    lost = told.meetings[0].slot
    tables = tuple(replace(one, slots=one.slots - {lost}) for one in given.tables)
    after = replan(replace(given, tables=tables), told)
    assert [move.before.request for move in after.moved] == [told.meetings[0].request]
    assert not after.fallen


def test_withdrawn_wish_falls_without_a_reason() -> None:
    given = problem(1, people("A", "B"), [("A", "B", 1)])
    told = solve(given, ONE).plan
    assert replan(replace(given, requests=()), told).fallen == {"R0": None}


def test_what_one_more_table_brings() -> None:
    given = problem(1, people("A", "B", "C", "D"), [("A", "B", 1), ("C", "D", 2)], tables=1)
    now = solve(given, ONE)
    more = what_if(given, now, tables=1, options=ONE)
    assert (more.meetings, more.weight, more.proven) == (1, 1, True)


def test_command_prints_one_object_and_writes_the_plan(tmp_path: Path) -> None:
    source, target = tmp_path / "problem.json", tmp_path / "plan.json"
    source.write_text(
        json.dumps(
            {
                "slots": 1,
                "tables": [{"id": "T1"}],
                "participants": people("A", "B", "C"),
                "requests": [
                    {"id": "R1", "from": "A", "to": "B", "weight": 2},
                    {"id": "R2", "from": "A", "to": "C", "weight": 1},
                ],
            }
        )
    )
    out = StringIO()
    call_command("plan_meetings", source, "--seconds", "5", "--out", target, stdout=out)
    answer = json.loads(out.getvalue())
    assert answer.pop("seconds") < 5
    assert answer == {"scheduled": 1, "objective": 2, "bound": 2, "gap": 0.0, "violations": 0}
    assert json.loads(target.read_text()) == {
        "meetings": [{"request": "R1", "slot": 0, "table": "T1", "interpreter": None}],
        "unmet": [{"request": "R2", "reason": "participant_full"}],
    }


def test_command_explains_faults(tmp_path: Path) -> None:
    source = tmp_path / "problem.json"
    source.write_text('{"slots": 0}')
    with pytest.raises(CommandError, match="slots: must be a whole number from 1"):
        call_command("plan_meetings", source)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("plan_meetings", tmp_path / "missing.json")


def test_first_plan_is_never_made_worse() -> None:
    given = example(SMALL, 1)
    best = solve(given, ONE)
    again = solve(given, replace(ONE, first=best.plan, stop=lambda: True))
    assert again.objective == best.objective
    assert isinstance(again.plan, Plan)
