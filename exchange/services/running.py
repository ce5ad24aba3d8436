"""One computation from its beginning to its draft, without a transaction while the planner searches."""

import logging
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from django.db import connection, transaction
from django.utils import timezone

from exchange.choices import RunKind, RunState
from exchange.exceptions import ExchangeError, NothingToPlan
from exchange.models import Exchange, Meeting, Plan, Run
from exchange.planner import problem as words
from exchange.planner.fixed import bound_of, holding, solve_around
from exchange.planner.replan import Replanned, replan
from exchange.planner.solve import Options, Progress, Solution
from exchange.planner.what_if import Difference, what_if
from exchange.plans import draft_plan, told_plan
from exchange.problems import Posed, pose
from exchange.services.planning import ACTIVE, store_plan

logger = logging.getLogger(__name__)

WORKERS = 2
TELL_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Base:
    """What a computation starts from: meetings that were told or drafted, and requests that stay where they are."""

    plan: words.Plan
    locked: frozenset[str]
    row: Plan | None


class Telling:
    """Writes the progress of a computation once a second, from a thread and connection of its own.

    It also hears there whether the organiser wants it to stop, or whether somebody has given the computation up.
    """

    def __init__(self, run: Run) -> None:
        """For a computation that is running."""
        self.run, self.began = run, time.monotonic()
        self.stopped, self.over = threading.Event(), threading.Event()
        self.latest: dict[str, Any] = {"phase": "begin"}
        self.thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.over.set()
        self.thread.join()

    def heard(self, step: Progress) -> None:
        """What the planner tells after each step."""
        self.latest = {"phase": step.phase, "objective": step.objective, "bound": step.bound}

    def state(self) -> dict[str, Any]:
        """What is kept in the row."""
        seconds = round(time.monotonic() - self.began, 1)
        return {**self.latest, "seconds": seconds, "at": timezone.now().isoformat()}

    def _work(self) -> None:
        try:
            while not self.over.wait(TELL_SECONDS):
                self._tell()
        finally:
            connection.close()

    def _tell(self) -> None:
        try:
            Run.objects.filter(pk=self.run.pk, state=RunState.RUNNING).update(progress=self.state())
            if Run.objects.filter(pk=self.run.pk).exclude(state=RunState.RUNNING, stop_asked_at=None).exists():
                self.stopped.set()
        except Exception:
            # a moment without the database must not end a good computation
            logger.warning("the progress of run %s could not be told", self.run.pk, exc_info=True)
            connection.close()


def perform(*, run_id: int) -> None:
    """Do a computation that waits; one that runs, has ended or was stopped before is left alone."""
    began = {"phase": "begin", "seconds": 0, "at": timezone.now().isoformat()}
    if not Run.objects.filter(pk=run_id, state=RunState.WAITING).update(state=RunState.RUNNING, progress=began):
        return
    run = Run.objects.select_related("exchange__event").get(pk=run_id)
    try:
        _compute(run)
    except NothingToPlan as error:
        _end(run, RunState.FAILED, error=error.code)
    except ExchangeError:
        _end(run, RunState.FAILED, error="changed")
    except Exception:
        _end(run, RunState.FAILED, error="unexpected")
        raise


def base_of(exchange: Exchange, posed: Posed) -> Base:
    """What was told, else the draft; meetings that stay because the organiser or the clock says so."""
    told, draft = told_plan(exchange.pk), draft_plan(exchange.pk)
    rows = {one.request_id: one for one in Meeting.objects.filter(plan=told or draft)} if told or draft else {}
    locked = {one.request_id: one for one in Meeting.objects.filter(plan=draft, is_locked=True)} if draft else {}
    kept = {one.request_id for one in rows.values() if one.is_locked} if not draft else set(locked)
    plan = posed.plan_of({**rows, **locked}.values())
    return Base(plan, frozenset(str(one) for one in kept) | posed.held, draft or told)


def replanned(posed: Posed, base: Base) -> Replanned:
    """The told plan as far as it still goes; nothing is stored."""
    return replan(posed.problem, base.plan, locked=base.locked)


def _compute(run: Run) -> None:
    posed = pose(run.exchange)
    if not posed.problem.requests:
        raise NothingToPlan("no_requests")
    Run.objects.filter(pk=run.pk).update(problem=posed.as_json())
    base = base_of(run.exchange, posed)
    with Telling(run) as telling:
        found, bound, result = _found(run, posed, base, telling)
    state = RunState.STOPPED if telling.stopped.is_set() else RunState.FINISHED
    with transaction.atomic():
        if found is not None:
            store_plan(exchange=run.exchange, run=run, found=found, posed=posed, bound=bound, locked=base.locked)
        _end(run, state, progress=telling.state(), result=result)


def _found(
    run: Run, posed: Posed, base: Base, telling: Telling
) -> tuple[Solution | Replanned | None, int | None, dict[str, Any]]:
    options = Options(run.seconds, WORKERS, progress=telling.heard, stop=telling.stopped.is_set)
    if run.kind == RunKind.REPLAN:
        changed = replan(posed.problem, base.plan, locked=base.locked, stop=telling.stopped.is_set)
        return changed, bound_of(posed.problem), {}
    if run.kind == RunKind.WHAT_IF:
        return None, None, _what_if(run, posed, base, options)
    fixed = holding(posed.problem, [one for one in base.plan.meetings if one.request in base.locked])
    return solve_around(posed.problem, fixed, options), None, {}


def _what_if(run: Run, posed: Posed, base: Base, options: Options) -> dict[str, Any]:
    """The difference to the plan at hand, and which wishes would come in."""
    plan = _present(posed, base)
    weights = {one.id: one.weight for one in posed.problem.requests}
    value = sum(weights[one.request] for one in plan.meetings)
    same = base.row is not None and base.row.run is not None and base.row.run.problem == posed.as_json()
    bound = base.row.bound if base.row is not None and same else bound_of(posed.problem)
    now = Solution(plan, value, max(bound, value), 0)
    found: Difference = what_if(
        posed.problem, now, tables=run.more_tables, interpreters=run.more_interpreters, options=options
    )
    there = {one.request for one in plan.meetings}
    return {
        "meetings": found.meetings,
        "weight": found.weight,
        "proven": found.proven,
        "most": max(0, found.solution.bound - value),
        "added": [int(one.request) for one in found.solution.plan.meetings if one.request not in there],
    }


def _present(posed: Posed, base: Base) -> words.Plan:
    """The plan at hand as far as it holds now."""
    rows = Meeting.objects.filter(plan=base.row) if base.row else []
    return replan(posed.problem, posed.plan_of(rows), locked=base.locked).plan


def _end(run: Run, state: RunState, **values: Any) -> None:
    Run.objects.filter(pk=run.pk, state__in=ACTIVE).update(state=state, ended_at=timezone.now(), **values)
