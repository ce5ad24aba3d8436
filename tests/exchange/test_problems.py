"""What there is to plan, from the rows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.choices import State
from exchange.choices import Planned, RequestState
from exchange.models import Ban, Exchange, MeetingRequest
from exchange.planner.check import violations
from exchange.planner.fixed import bound_of, holding, solve_around
from exchange.planner.problem import Meeting, Plan, Reason
from exchange.planner.replan import replan
from exchange.planner.solve import Options
from exchange.problems import Posed, Without, pose
from tests.exchange.factories import make_exchange, make_interpreter, make_participant, make_request, make_told_plan
from tests.exchange.problems import people, problem


def two(exchange: Exchange, **facts: Any) -> MeetingRequest:
    """Two new people and the wish of one of them."""
    return make_request(make_participant(exchange), make_participant(exchange), **facts)


def wanted(exchange: Exchange) -> set[str]:
    return {one.id for one in pose(exchange).problem.requests}


@pytest.mark.django_db
def test_only_wishes_that_may_come_about_are_planned() -> None:
    exchange = make_exchange()
    accepted = two(exchange)
    unanswered = two(exchange, state=RequestState.OPEN)
    organisers = two(exchange, state=RequestState.OPEN, by_organiser=True)
    two(exchange, state=RequestState.DECLINED)
    banned = two(exchange)
    Ban.objects.create(exchange=exchange, first=banned.source, second=banned.target)
    left, cancelled = two(exchange), two(exchange)
    left.target.left_at = timezone.now()
    left.target.save()
    cancelled.source.registration.state = State.CANCELLED
    cancelled.source.registration.save()
    assert wanted(exchange) == {str(accepted.pk), str(organisers.pk)}
    exchange.planned = Planned.OPEN
    assert wanted(exchange) == {str(accepted.pk), str(unanswered.pk), str(organisers.pk)}


@pytest.mark.django_db
def test_people_tables_and_interpreters_are_there_when_they_say() -> None:
    exchange = make_exchange(slots=3, tables=2, most_meetings=4)
    slots = list(exchange.slots.all())
    person = make_participant(exchange, away=[slots[0].pk], most_meetings=9)
    host = make_participant(exchange, most_meetings=2)
    exchange.tables.filter(label="1").update(host=host, away=[slots[2].pk])
    make_interpreter(exchange, away=[slots[1].pk])
    exchange.tables.filter(label="2").update(dropped_at=timezone.now())
    given = pose(exchange).problem
    found = {one.id: one for one in given.participants}
    assert found[str(person.pk)].available == {1, 2}
    assert (found[str(person.pk)].max_meetings, found[str(host.pk)].max_meetings) == (4, 2)
    assert [(one.host, set(one.slots)) for one in given.tables] == [(str(host.pk), {0, 1})]
    assert [one.slots for one in given.interpreters] == [{0, 2}]
    tables = frozenset(exchange.tables.values_list("pk", flat=True))
    less = pose(exchange, without=Without(slots=frozenset({slots[0].pk}), tables=tables)).problem
    assert {one.available for one in less.participants} == {frozenset({1, 2})}
    assert less.tables == ()
    assert less.interpreters[0].slots == {2}


@pytest.mark.django_db
def test_a_slot_that_has_begun_keeps_its_meetings_and_takes_no_others() -> None:
    exchange = make_exchange(slots=2, tables=2)
    first, second = exchange.slots.all()
    told, other = two(exchange), two(exchange)
    plan = make_told_plan(exchange, [(told, first, exchange.tables.first())])
    told.source.left_at = timezone.now()
    told.source.save()
    posed = pose(exchange, now=first.starts_at + timedelta(minutes=1))
    assert posed.held == {str(told.pk)}
    after = replan(posed.problem, posed.plan_of(plan.meetings.all()), locked=posed.held).plan
    assert violations(posed.problem, after) == []
    assert {one.request: posed.slots[one.slot] for one in after.meetings} == {
        str(told.pk): first.pk,
        str(other.pk): second.pk,
    }


@pytest.mark.django_db
def test_who_is_absent_is_there_in_no_later_slot() -> None:
    exchange = make_exchange(slots=3)
    slots = list(exchange.slots.all())
    make_participant(exchange, absent_at=slots[1].starts_at - timedelta(minutes=5))
    assert pose(exchange).problem.participants[0].available == {0}


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_people() -> None:
    exchange = make_exchange()
    two(exchange)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            pose(exchange)
        return len(found)

    few = count()
    for _ in range(3):
        two(exchange)
    assert count() == few


def test_fixed_meetings_stay_and_count() -> None:
    given = problem(2, people("A", "B", "C", "D"), [("A", "B", 1), ("A", "C", 8), ("B", "D", 8)], tables=1)
    fixed = holding(given, [Meeting("R0", 1, "T0"), Meeting("R1", 1, "T0")])
    assert [one.request for one in fixed] == ["R1"]
    found = solve_around(given, [Meeting("R0", 1, "T0")], Options(10, 1))
    assert violations(given, found.plan) == []
    assert (found.objective, found.bound) == (9, 9)
    assert found.plan.meetings[0] == Meeting("R0", 1, "T0")
    assert set(found.plan.unmet.values()) <= {Reason.NO_TABLE, Reason.OUTWEIGHED}
    assert bound_of(given) >= 16


def test_a_plan_of_other_slots_is_read_by_their_ids() -> None:
    given = problem(2, people("A", "B"), [("A", "B", 1)])
    posed = Posed(given, (7, 9))
    assert posed.plan_of([]) == Plan(())
    assert posed.as_json()["slots"] == [7, 9]
