"""Computations: begun once, told, stopped, lost, stored."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from exchange.choices import PlanState, RequestState, RunKind, RunState
from exchange.exceptions import NothingToPlan
from exchange.models import Exchange, Meeting, MeetingRequest, Plan, Run, Seat
from exchange.planner.check import violations
from exchange.planner.solve import Options, solve
from exchange.plans import draft_plan
from exchange.problems import pose
from exchange.services.planning import is_lost, start_run, stop_run, store_plan
from exchange.services.running import perform
from tests.exchange.factories import make_exchange, make_interpreter, make_participant, make_request

pytestmark = pytest.mark.django_db


def four_who_meet(**facts: Any) -> tuple[Exchange, list[MeetingRequest]]:
    """Four people, three wishes, one table in two slots: one wish stays unmet."""
    exchange = make_exchange(slots=2, tables=1, **facts)
    a, b, c, d = (make_participant(exchange) for _ in range(4))
    return exchange, [make_request(a, b, target_priority=4), make_request(c, d, target_priority=2), make_request(a, c)]


def compute(exchange: Exchange, **facts: Any) -> Run:
    """A computation from the click to its end."""
    run = start_run(exchange_id=exchange.pk, seconds=10, **facts)
    perform(run_id=run.pk)
    run.refresh_from_db()
    return run


def check(plan: Plan) -> None:
    """The plan of the rows breaks no rule, and its numbers are true."""
    posed = pose(plan.exchange)
    meetings = list(Meeting.objects.filter(plan=plan))
    planned = posed.plan_of(meetings)
    assert violations(posed.problem, type(planned)(planned.meetings, plan.unmet)) == []
    assert plan.objective == sum(one.request.weight for one in meetings) <= plan.bound
    assert Seat.objects.filter(plan=plan).count() == 2 * len(meetings)


def test_a_computation_makes_the_best_plan_and_tells_what_is_unmet() -> None:
    exchange, wishes = four_who_meet()
    run = compute(exchange)
    plan = draft_plan(exchange.pk)
    assert plan
    assert plan.run == run
    assert run.state == RunState.FINISHED
    check(plan)
    assert (plan.objective, plan.bound) == (10, 10)
    assert plan.unmet == {str(wishes[2].pk): "outweighed"}
    assert run.progress["objective"] == 10
    assert run.problem["slots"]


def test_a_second_click_begins_no_second_computation() -> None:
    exchange, _ = four_who_meet()
    assert start_run(exchange_id=exchange.pk) == start_run(exchange_id=exchange.pk)
    assert Run.objects.count() == 1


def test_a_job_that_is_repeated_does_nothing() -> None:
    exchange, _ = four_who_meet()
    run = compute(exchange)
    perform(run_id=run.pk)
    assert Plan.objects.count() == 1


def test_what_is_missing_is_said_before_anything_is_computed() -> None:
    exchange = make_exchange(slots=0)
    with pytest.raises(NothingToPlan, match="no_slots"):
        start_run(exchange_id=exchange.pk)
    exchange = make_exchange(tables=0)
    a, b = make_participant(exchange), make_participant(exchange)
    with pytest.raises(NothingToPlan, match="no_tables"):
        start_run(exchange_id=exchange.pk)
    exchange.tables.create(label="1")
    with pytest.raises(NothingToPlan, match="no_requests"):
        start_run(exchange_id=exchange.pk)
    make_request(a, b)
    with pytest.raises(NothingToPlan, match="no_plan"):
        start_run(exchange_id=exchange.pk, kind=RunKind.REPLAN)


def test_one_that_has_not_begun_is_stopped_without_a_plan() -> None:
    exchange, _ = four_who_meet()
    run = start_run(exchange_id=exchange.pk)
    stop_run(exchange_id=exchange.pk)
    perform(run_id=run.pk)
    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert not Plan.objects.exists()


def test_a_stopped_search_keeps_its_best_plan() -> None:
    exchange, _ = four_who_meet()
    posed = pose(exchange)
    found = solve(posed.problem, Options(30, 1, stop=lambda: True))
    check(store_plan(exchange=exchange, found=found, posed=posed))


def test_a_killed_worker_is_noticed_and_the_plan_can_be_computed_again() -> None:
    exchange, _ = four_who_meet()
    run = start_run(exchange_id=exchange.pk)
    old = (timezone.now() - timedelta(seconds=61)).isoformat()
    Run.objects.filter(pk=run.pk).update(state=RunState.RUNNING, progress={"phase": "proof", "at": old})
    run.refresh_from_db()
    assert is_lost(run)
    again = start_run(exchange_id=exchange.pk)
    run.refresh_from_db()
    assert again != run
    assert (run.state, run.error) == (RunState.FAILED, "lost")


def test_a_waiting_one_is_not_lost_while_its_job_is_queued() -> None:
    exchange, _ = four_who_meet()
    run = start_run(exchange_id=exchange.pk)
    Run.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(hours=1))
    run.refresh_from_db()
    assert not is_lost(run)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where queueing_lock = %s", [f"exchange-run-{run.pk}"])
    assert is_lost(run)


def test_a_request_withdrawn_while_computing_is_not_in_the_plan() -> None:
    exchange, wishes = four_who_meet()
    posed = pose(exchange)
    found = solve(posed.problem, Options(10, 1))
    wishes[0].state = RequestState.WITHDRAWN
    wishes[0].save()
    plan = store_plan(exchange=exchange, found=found, posed=posed)
    check(plan)
    assert {one.request_id for one in plan.meetings.all()} == {wishes[1].pk, wishes[2].pk}
    assert plan.bound == 6


def test_a_slot_that_was_dropped_while_computing_has_no_meeting() -> None:
    exchange, _ = four_who_meet()
    posed = pose(exchange)
    found = solve(posed.problem, Options(10, 1))
    exchange.slots.filter(pk=posed.slots[0]).update(dropped_at=timezone.now())
    plan = store_plan(exchange=exchange, found=found, posed=posed)
    check(plan)
    assert plan.meetings.get().slot_id == posed.slots[1]


def test_a_computation_that_was_given_up_stores_nothing() -> None:
    exchange, _ = four_who_meet()
    run = start_run(exchange_id=exchange.pk)
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED)
    perform(run_id=run.pk)
    assert not Plan.objects.exists()


def test_locked_meetings_stay_in_a_new_plan() -> None:
    exchange, _ = four_who_meet()
    compute(exchange)
    locked = Meeting.objects.order_by("request").first()
    assert locked
    Meeting.objects.filter(pk=locked.pk).update(is_locked=True)
    compute(exchange)
    draft = draft_plan(exchange.pk)
    assert draft
    there = draft.meetings.get(request=locked.request_id)
    assert (there.slot_id, there.table_id, there.is_locked) == (locked.slot_id, locked.table_id, True)
    assert Plan.objects.filter(state=PlanState.DISCARDED).count() == 1
    assert draft.objective == 10
    check(draft)


def test_a_trial_tells_the_difference_and_changes_nothing() -> None:
    exchange, wishes = four_who_meet()
    compute(exchange)
    plan = draft_plan(exchange.pk)
    run = compute(exchange, kind=RunKind.WHAT_IF, more_tables=1)
    assert draft_plan(exchange.pk) == plan
    expected = {"meetings": 1, "weight": 2, "proven": True, "most": 2, "added": [wishes[2].pk]}
    assert run.result == expected


def test_without_a_common_language_an_interpreter_is_booked() -> None:
    exchange = make_exchange(slots=2, tables=2)
    german, czech = make_participant(exchange), make_participant(exchange, languages=["cs"])
    english = make_participant(exchange, languages=["en"])
    spoken, unspoken = make_request(german, czech), make_request(czech, english)
    interpreter = make_interpreter(exchange)
    compute(exchange)
    plan = draft_plan(exchange.pk)
    assert plan
    assert plan.meetings.get().interpreter == interpreter
    assert plan.meetings.get().request == spoken
    assert plan.unmet == {str(unspoken.pk): "no_interpreter"}
