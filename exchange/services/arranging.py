"""What organisers change in a plan by hand: a meeting stays, or goes elsewhere; slots and tables are given up."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from exchange.choices import RunKind
from exchange.exceptions import PlaceTaken, PlanGone
from exchange.models import Exchange, Interpreter, Meeting, Plan, Run, Slot, Table
from exchange.moving import places
from exchange.planner import problem as words
from exchange.planner.replan import replan
from exchange.plans import draft_plan, told_plan
from exchange.problems import Without, pose
from exchange.services.planning import start_run, store_plan


@transaction.atomic
def set_locked(*, exchange_id: int, request_id: int, locked: bool) -> None:
    """Whether a meeting stays where it is when the plan is computed anew. Raises PlanGone where it is in no plan."""
    Exchange.objects.locked(exchange_id)
    plan = _plan(exchange_id)
    if not Meeting.objects.filter(plan=plan, request=request_id).update(is_locked=locked):
        raise PlanGone


@transaction.atomic
def move_meeting(*, exchange_id: int, request_id: int, slot_id: int, table_id: int) -> Plan:
    """Put one meeting into another free place of the draft, where it then stays; a told plan gets a draft first.

    Raises PlaceTaken where the two, a table or an interpreter are not free there, PlanGone where it is in no plan.
    """
    exchange = Exchange.objects.locked(exchange_id)
    plan = _plan(exchange_id)
    rows = list(Meeting.objects.filter(plan=plan))
    posed = pose(exchange)
    before = posed.plan_of(rows)
    place = next((one for one in places(posed, before, request_id) if one.slot == slot_id), None)
    if place is None or table_id not in place.tables:
        raise PlaceTaken
    if all(one.request_id != request_id for one in rows):
        raise PlanGone
    name = str(request_id)
    target = words.Meeting(name, posed.slots.index(slot_id), str(table_id), place.interpreter)
    after = words.Plan(tuple(target if one.request == name else one for one in before.meetings))
    locked = {str(one.request_id) for one in rows if one.is_locked} | {name}
    found = replan(posed.problem, after, locked=locked | posed.held)
    if target not in found.plan.meetings:
        raise PlaceTaken
    same = plan.run is not None and plan.run.problem == posed.as_json()
    changed = store_plan(exchange=exchange, found=found, posed=posed, bound=plan.bound if same else None, locked=locked)
    if same:
        changed.run = plan.run
        changed.save(update_fields=["run"])
    return changed


@transaction.atomic
def lower(*, exchange_id: int, without: Without, actor: Any = None) -> Run | None:
    """Give slots, tables and interpreters up, and have the plan changed to that; None where there is no plan yet."""
    exchange = Exchange.objects.locked(exchange_id)
    now = timezone.now()
    for model, chosen in ((Slot, without.slots), (Table, without.tables), (Interpreter, without.interpreters)):
        if chosen:
            model._default_manager.filter(exchange=exchange, pk__in=chosen, dropped_at=None).update(dropped_at=now)
    if not (told_plan(exchange_id) or draft_plan(exchange_id)):
        return None
    return start_run(exchange_id=exchange_id, kind=RunKind.REPLAN, actor=actor)


def _plan(exchange_id: int) -> Plan:
    plan = draft_plan(exchange_id) or told_plan(exchange_id)
    if plan is None:
        raise PlanGone
    return plan
