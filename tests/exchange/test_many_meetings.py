"""150 people with 600 wishes through the job of the site: its statements, its progress, its plan, and a plan after."""

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.choices import State
from events.models import Booking, Registration
from exchange.choices import RequestState, RunKind, RunState
from exchange.models import Exchange, MeetingRequest, Participant, Run
from exchange.planner.problem import Problem
from exchange.planner.reading import read_problem
from exchange.plans import draft_plan
from exchange.services import running
from exchange.services.planning import start_run, stop_run
from exchange.services.publishing import publish
from exchange.services.running import perform
from tests.exchange.factories import make_exchange, make_interpreter
from tests.exchange.test_runs import check

DATA = Path(__file__).parent / "data"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_jobs(transactional_db: None) -> Iterator[None]:
    """Jobs stand in unmanaged tables, which the flush leaves alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")


def exchange_of(problem: Problem) -> Exchange:
    """The problem in rows; priorities stand for the weights as near as they can."""
    exchange = make_exchange(slots=problem.slots, tables=len(problem.tables))
    slots = list(exchange.slots.values_list("pk", flat=True))
    for _ in problem.interpreters:
        make_interpreter(exchange)
    registrations = _registrations(exchange, len(problem.participants))
    people = Participant.objects.bulk_create(
        Participant(
            exchange=exchange,
            registration=registration,
            language="de",
            languages=sorted(one.languages),
            away=[slots[slot] for slot in range(problem.slots) if slot not in one.available],
            most_meetings=one.max_meetings,
        )
        for one, registration in zip(problem.participants, registrations, strict=True)
    )
    by_name = {one.id: row for one, row in zip(problem.participants, people, strict=True)}
    pairs = {frozenset((one.source, one.target)): one for one in problem.requests}
    MeetingRequest.objects.bulk_create(
        MeetingRequest(
            exchange=exchange,
            source=by_name[one.source],
            target=by_name[one.target],
            state=RequestState.ACCEPTED,
            priority=4 if one.weight > 4 else 2,
            target_priority={0: None, 1: 2, 2: 4}[one.weight % 3],
        )
        for one in pairs.values()
    )
    return exchange


def _registrations(exchange: Exchange, number: int) -> list[Registration]:
    numbers = range(1, number + 1)
    bookings = Booking.objects.bulk_create(
        Booking(event=exchange.event, contact_name="Gast", email=f"{one}@example.org", verified_at=timezone.now())
        for one in numbers
    )
    rows = [
        Registration(
            event=exchange.event,
            booking=booking,
            number=one,
            state=State.CONFIRMED,
            first_name="Jana",
            last_name=f"Nováková {one}",
            email=booking.email,
        )
        for one, booking in zip(numbers, bookings, strict=True)
    ]
    for row in rows:
        row.set_sort_keys()
    return Registration.objects.bulk_create(rows)


def test_one_job_plans_them_all_with_a_fixed_number_of_statements() -> None:
    exchange = exchange_of(read_problem(json.loads((DATA / "even.json").read_text())))
    run = start_run(exchange_id=exchange.pk, seconds=10)
    Run.objects.update(seconds=2)
    with CaptureQueriesContext(connection) as statements:
        perform(run_id=run.pk)
    plan = draft_plan(exchange.pk)
    assert plan
    check(plan)
    assert plan.gap < 0.01
    assert len(statements) < 70
    publish(exchange_id=exchange.pk, final=False)
    gone = Participant.objects.filter(exchange=exchange).order_by("pk")[:15]
    Participant.objects.filter(pk__in=[one.pk for one in gone]).update(left_at=timezone.now())
    run = start_run(exchange_id=exchange.pk, kind=RunKind.REPLAN)
    perform(run_id=run.pk)
    changed = draft_plan(exchange.pk)
    assert changed
    check(changed)
    before = {one.request_id: one.slot_id for one in plan.meetings.exclude(seats__participant__left_at__isnull=False)}
    after = {one.request_id: one.slot_id for one in changed.meetings.all()}
    assert sum(after.get(one) == slot for one, slot in before.items()) >= 0.9 * len(before)


def test_progress_is_told_and_a_stop_keeps_the_best_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    # the whole computation takes about two seconds: it must not be over before the first word of it
    monkeypatch.setattr(running, "TELL_SECONDS", 0.02)
    exchange = exchange_of(read_problem(json.loads((DATA / "even.json").read_text())))
    run = start_run(exchange_id=exchange.pk, seconds=120)
    work = threading.Thread(target=_work, args=(run.pk,))
    work.start()
    until = time.monotonic() + 20
    while not Run.objects.get(pk=run.pk).progress.get("objective") and time.monotonic() < until:
        assert not connection.in_atomic_block
    assert Run.objects.get(pk=run.pk).state == RunState.RUNNING
    stop_run(exchange_id=exchange.pk)
    work.join(30)
    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert run.progress["objective"] <= run.progress["bound"]
    plan = draft_plan(exchange.pk)
    assert plan
    check(plan)


def _work(pk: int) -> None:
    try:
        perform(run_id=pk)
    finally:
        connection.close()
