"""The checker finds each broken rule."""

import pytest

from exchange.planner.check import violations
from exchange.planner.problem import Meeting, Plan, Problem, Reason
from tests.exchange.problems import people, problem


def given() -> Problem:
    """Three Germans and a Czech; P2 has a table of their own, T1 is there in slot 0 only."""
    participants = people("P0", "P1", "P2") + people("P3", languages=["cs"], available=[0], max_meetings=1)
    return problem(
        2,
        participants,
        [("P0", "P1", 1), ("P0", "P2", 1), ("P1", "P3", 1), ("P0", "P3", 1)],
        tables=[{"id": "T0"}, {"id": "T1", "slots": [0]}, {"id": "T2", "host": "P2"}],
        interpreters=1,
    )


def of(*meetings: Meeting, **unmet: Reason) -> Plan:
    """A plan where everything else is unmet."""
    there = {one.request for one in meetings}
    rest = {one.id: Reason.OUTWEIGHED for one in given().requests if one.id not in there}
    return Plan(meetings, rest | unmet)


def test_good_plan() -> None:
    good = of(Meeting("R0", 1, "T0"), Meeting("R1", 0, "T2"), Meeting("R2", 0, "T1", "I0"))
    assert violations(given(), good) == []


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (of(Meeting("R0", 0, "T0"), Meeting("R1", 0, "T2")), "participant P0 is used 2 times in slot 0"),
        (of(Meeting("R0", 0, "T0"), Meeting("R3", 1, "T0", "I0")), "P3 is not available"),
        (of(Meeting("R0", 1, "T1")), "T1 is not there in slot 1"),
        (of(Meeting("R0", 0, "T2")), "T2 belongs to P2"),
        (of(Meeting("R1", 0, "T0")), "a host meets at the own table only"),
        (of(Meeting("R0", 0, "T9")), "there is no table T9"),
        (of(Meeting("R0", 7, "T0")), "there is no slot 7"),
        (of(Meeting("R3", 0, "T0")), "no interpreter"),
        (of(Meeting("R3", 0, "T0", "I9")), "no interpreter"),
        (of(Meeting("R0", 0, "T0"), Meeting("R0", 1, "T0")), "R0 appears 2 times"),
        (of(Meeting("R8", 0, "T0")), "Unknown request R8"),
        (of(Meeting("R0", 0, "T0"), R0=Reason.NO_TABLE), "R0 appears 2 times"),
        (Plan((), {}), "R0 is neither planned nor unmet"),
        (of(Meeting("R2", 0, "T0", "I0"), Meeting("R3", 0, "T1", "I0")), "P3 has 2 meetings, more than 1"),
        (of(Meeting("R0", 0, "T0"), Meeting("R3", 0, "T0", "I0")), "table T0 is used 2 times"),
        (of(Meeting("R2", 0, "T0", "I0"), Meeting("R3", 0, "T1", "I0")), "interpreter I0 is used 2 times"),
    ],
)
def test_planted_violation(plan: Plan, words: str) -> None:
    assert any(words in line for line in violations(given(), plan)), violations(given(), plan)
