"""Faults of a problem are named in words with their place."""

from typing import Any

import pytest

from exchange.planner.reading import ProblemError, concerns, read_problem
from tests.exchange.problems import people, problem

GOOD: dict[str, Any] = {
    "slots": 2,
    "tables": [{"id": "T1"}],
    "interpreters": [],
    "participants": [{"id": "P1", "languages": ["de"]}, {"id": "P2", "languages": ["cs", "de"], "available": [1]}],
    "requests": [{"id": "R1", "from": "P1", "to": "P2", "weight": 8}],
}


def test_missing_fields_mean_all() -> None:
    read = read_problem(GOOD)
    assert [one.available for one in read.participants] == [{0, 1}, {1}]
    assert read.tables[0].slots == {0, 1}
    assert read.participants[0].max_meetings is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"slots": 0}, "slots: must be a whole number from 1 to 500, not 0."),
        ({"slots": "many"}, "slots: must be a whole number"),
        ({"tables": {}}, "tables: must be a list."),
        ({"tables": [{"id": "T1", "host": "P9"}]}, "tables[0] (T1): host: there is no participant P9."),
        ({"tables": [{"id": "T1"}, {"id": "T1"}]}, "tables[1]: the id T1 is there twice."),
        ({"interpreters": [{"id": "I", "slots": [2]}]}, "interpreters[0] (I): slots names the slot 2, but slots go"),
        ({"interpreters": [{}]}, "interpreters[0]: must be an object with an id"),
        ({"participants": [{"id": "P1"}]}, "participants[0] (P1): languages must be a list"),
        ({"requests": [{"id": "R", "from": "P1", "to": "P1", "weight": 1}]}, "from and to are the same participant."),
        ({"requests": [{"id": "R", "from": "P1", "to": "P2"}]}, "weight: must be a whole number from 1"),
        ({"requests": [{"id": "R", "from": "P1", "to": "P3", "weight": 1}]}, "to: there is no participant P3."),
    ],
)
def test_fault(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_problem(GOOD | change)
    assert any(words in fault for fault in caught.value.faults), caught.value.faults


def test_no_object() -> None:
    with pytest.raises(ProblemError, match="one JSON object"):
        read_problem([])


def test_concerns() -> None:
    participants = people("A", available=[0]) + people("B", available=[1], max_meetings=0) + people("C", available=[])
    participants += people("D", languages=["cs"])
    given = problem(
        2,
        participants,
        [("A", "B", 1), ("A", "D", 1)],
        tables=[{"id": "T"}, {"id": "H", "host": "B", "slots": [0]}],
    )
    assert concerns(given) == [
        "C is not available in any slot.",
        "B may not have any meeting.",
        "B is never available while the own table is there.",
        "R0: A and B are never available in the same slot.",
        "R1: A and D share no language, and no interpreter is there in any slot that suits them.",
    ]
