"""Computations are begun and stopped, and what they find becomes the draft of a plan."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.jobs import defer_once
from exchange.choices import RunKind, RunState
from exchange.exceptions import NothingToPlan, PlanGone
from exchange.models import Exchange, Meeting, Plan, Run, Seat
from exchange.planner import problem as words
from exchange.planner.check import violations
from exchange.planner.fixed import bound_of
from exchange.planner.replan import Replanned, replan
from exchange.planner.solve import Solution
from exchange.plans import draft_plan, told_plan
from exchange.problems import Posed, pose
from exchange.services.publishing import discard

SECONDS = (10, 30, 120)
"""How long organisers can let the planner search."""
SILENT_FOR = timedelta(seconds=60)
"""A computation that has said nothing for so long is lost: its worker was killed."""
ACTIVE = (RunState.WAITING, RunState.RUNNING)
MOST_MORE = 50


@transaction.atomic
def start_run(
    *,
    exchange_id: int,
    kind: RunKind = RunKind.PLAN,
    seconds: int = 30,
    actor: Any = None,
    more_tables: int = 0,
    more_interpreters: int = 0,
) -> Run:
    """Queue a computation; one that waits or runs already is given back, as a second click means no second one.

    Raises NothingToPlan where slots, tables or wishes are missing, or a plan that the computation starts from.
    """
    exchange = Exchange.objects.locked(exchange_id)
    active = Run.objects.filter(exchange=exchange, state__in=ACTIVE).first()
    if active is not None and not is_lost(active):
        return active
    if active is not None:
        Run.objects.filter(pk=active.pk).update(state=RunState.FAILED, error="lost", ended_at=timezone.now())
    _check(exchange, kind)
    run = Run.objects.create(
        exchange=exchange,
        kind=kind,
        seconds=seconds,
        by=actor,
        more_tables=min(more_tables, MOST_MORE),
        more_interpreters=min(more_interpreters, MOST_MORE),
    )
    from exchange.tasks import compute_plan  # noqa: PLC0415 - tasks call services

    defer_once(compute_plan, queueing_lock=queue_of(run), run_id=run.pk)
    return run


@transaction.atomic
def stop_run(*, exchange_id: int) -> Run | None:
    """Ask the computation to end with the best plan so far; one that has not begun ends without a plan."""
    Exchange.objects.locked(exchange_id)
    run = Run.objects.select_for_update().filter(exchange=exchange_id, state__in=ACTIVE).first()
    if run is None:
        return None
    run.stop_asked_at = run.stop_asked_at or timezone.now()
    if run.state == RunState.WAITING:
        run.state, run.ended_at = RunState.STOPPED, timezone.now()
    elif is_lost(run):
        run.state, run.error, run.ended_at = RunState.FAILED, "lost", timezone.now()
    run.save(update_fields=["stop_asked_at", "state", "error", "ended_at"])
    return run


def is_lost(run: Run) -> bool:
    """Whether nobody works on a computation any more although it has not ended."""
    if run.state not in ACTIVE or timezone.now() - heard_of(run) < SILENT_FOR:
        return False
    queued = ProcrastinateJob.objects.filter(queueing_lock=queue_of(run), status="todo")
    return run.state == RunState.RUNNING or not queued.exists()


def heard_of(run: Run) -> datetime:
    """When a computation has last shown that it is alive."""
    at = run.progress.get("at")
    return datetime.fromisoformat(at) if at else run.created_at


def queue_of(run: Run) -> str:
    """The name under which its job waits."""
    return f"exchange-run-{run.pk}"


@transaction.atomic
def store_plan(
    *,
    exchange: Exchange,
    found: Solution | Replanned,
    run: Run | None = None,
    posed: Posed | None = None,
    bound: int | None = None,
    locked: Collection[str] = (),
) -> Plan:
    """Make what was found the draft; the draft before is discarded.

    `posed` is what was computed. Where the rows have changed since, the plan is repaired first: wishes that are no
    longer there fall out, and every reason is the true one of now. `locked`: requests that the organiser lets stay.
    Raises PlanGone where the computation was given up in the meantime.
    """
    row = Exchange.objects.locked(exchange.pk)
    if run is not None and not Run.objects.filter(pk=run.pk, state__in=ACTIVE).exists():
        raise PlanGone
    now = pose(row)
    plan = found.plan
    bound = found.bound if isinstance(found, Solution) else bound
    if posed is not None and posed != now:
        plan, bound = _repaired(now, placed_again(plan, posed, now), locked), None
    elif posed is None and violations(now.problem, plan):
        plan, bound = _repaired(now, plan, locked), None
    return _write(row, run, now, plan, bound_of(now.problem) if bound is None else bound, locked)


def placed_again(plan: words.Plan, before: Posed, now: Posed) -> words.Plan:
    """A plan of one problem with the slots counted as in another one."""
    position = {slot: index for index, slot in enumerate(now.slots)}
    return words.Plan(
        tuple(
            words.Meeting(one.request, position[before.slots[one.slot]], one.table, one.interpreter)
            for one in plan.meetings
            if before.slots[one.slot] in position
        )
    )


def _repaired(now: Posed, plan: words.Plan, locked: Collection[str]) -> words.Plan:
    return replan(now.problem, plan, locked={*locked, *now.held}).plan


def _check(exchange: Exchange, kind: RunKind) -> None:
    problem = pose(exchange).problem
    for code, missing in (
        ("no_slots", not any(one.available for one in problem.participants) and not exchange.slots.in_use().exists()),
        ("no_time", not any(one.available for one in problem.participants)),
        ("no_tables", not problem.tables),
        ("no_requests", not problem.requests),
        ("no_plan", kind != RunKind.PLAN and not (told_plan(exchange.pk) or draft_plan(exchange.pk))),
    ):
        if missing:
            raise NothingToPlan(code)


def _write(
    exchange: Exchange, run: Run | None, posed: Posed, plan: words.Plan, bound: int, locked: Collection[str]
) -> Plan:
    weights = {one.id: one.weight for one in posed.problem.requests}
    value = sum(weights[one.request] for one in plan.meetings)
    unmet = {one: str(reason) for one, reason in plan.unmet.items() if one in weights}
    discard(exchange_id=exchange.pk)
    row = Plan.objects.create(
        exchange=exchange,
        run=run,
        objective=value,
        bound=max(bound, value),
        unmet=unmet | dict.fromkeys(posed.unspoken, str(words.Reason.NO_INTERPRETER)),
        previous=told_plan(exchange.pk),
    )
    write_meetings(row, posed, plan.meetings, locked)
    return row


def write_meetings(row: Plan, posed: Posed, planned: Iterable[words.Meeting], locked: Collection[str]) -> None:
    """The meetings and seats of a new plan; two statements."""
    ends = {one.id: (int(one.source), int(one.target)) for one in posed.problem.requests}
    meetings = Meeting.objects.bulk_create(
        Meeting(
            plan=row,
            request_id=int(one.request),
            slot_id=posed.slots[one.slot],
            table_id=int(one.table),
            interpreter_id=int(one.interpreter) if one.interpreter else None,
            is_locked=one.request in locked,
        )
        for one in planned
    )
    Seat.objects.bulk_create(
        Seat(meeting=meeting, plan=row, slot_id=meeting.slot_id, participant_id=person)
        for meeting in meetings
        for person in ends[str(meeting.request_id)]
    )
