"""A draft becomes the plan that everybody is told, or is taken back."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from exchange.choices import TOLD, PlanState
from exchange.differences import Changes, between, places_of
from exchange.exceptions import PlanBroken, PlanGone
from exchange.models import Exchange, Meeting, Plan, Seat
from exchange.planner import problem as words
from exchange.planner.check import violations
from exchange.plans import draft_plan, told_plan
from exchange.problems import pose
from exchange.services.telling import tell_changes

logger = logging.getLogger(__name__)


@transaction.atomic
def publish(*, exchange_id: int, final: bool, actor: Any = None, plan_id: int | None = None) -> Plan:
    """Tell the draft to everybody whom it concerns; without a draft a preliminary plan becomes final.

    `plan_id`: the plan that was looked at. A plan that is told already as wished is given back, nobody is told twice.
    Raises PlanGone where another one has taken its place, PlanBroken where people, tables or wishes have changed so
    that it cannot take place.
    """
    exchange = Exchange.objects.locked(exchange_id)
    told, state = told_plan(exchange_id), PlanState.FINAL if final else PlanState.PRELIMINARY
    plan = draft_plan(exchange_id) or told
    if told is not None and plan_id == told.pk:
        plan = told
    if plan is None or (plan_id is not None and plan.pk != plan_id):
        raise PlanGone
    if plan == told and told.state in {state, PlanState.FINAL}:
        return told
    if plan != told:
        _check(exchange, plan)
        _replace(told, plan)
    plan.state, plan.told_at = state, timezone.now()
    plan.save(update_fields=["state", "told_at", "previous"])
    logger.info("plan %s of exchange %s told as %s by user %s", plan.pk, exchange_id, state, actor and actor.pk)
    tell_changes(plan)
    return plan


@transaction.atomic
def discard(*, exchange_id: int, plan_id: int | None = None) -> bool:
    """Take the draft back; False where there is none, or another one than `plan_id`. Its meetings are deleted."""
    Exchange.objects.locked(exchange_id)
    draft = draft_plan(exchange_id)
    if draft is None or plan_id not in {None, draft.pk}:
        return False
    Seat.objects.filter(plan=draft).delete()
    Meeting.objects.filter(plan=draft).delete()
    draft.state = PlanState.DISCARDED
    draft.save(update_fields=["state"])
    return True


def changes_of(plan: Plan, before: Plan | None) -> Changes:
    """What a plan changes against the told one; two statements."""
    over = set(plan.exchange.slots.filter(starts_at__lte=timezone.now()).values_list("pk", flat=True))
    return between(places_of(before), places_of(plan), over=over)


def _check(exchange: Exchange, plan: Plan) -> None:
    posed = pose(exchange)
    meetings = list(Meeting.objects.filter(plan=plan))
    planned = posed.plan_of(meetings)
    names = {one.id for one in posed.problem.requests} - {one.request for one in planned.meetings}
    # reasons are not what a plan breaks by: a wish of this minute simply waits for the next plan
    waiting = words.Plan(planned.meetings, dict.fromkeys(names, words.Reason.OUTWEIGHED))
    broken = violations(posed.problem, waiting)
    if broken or len(planned.meetings) < len(meetings):
        raise PlanBroken(len(broken) or len(meetings) - len(planned.meetings))


def _replace(told: Plan | None, plan: Plan) -> None:
    """The told plan becomes an old one; each meeting's number of changes goes on from it."""
    changes = changes_of(plan, told)
    plan.previous = told
    if told is not None:
        Plan.objects.filter(pk=told.pk).update(state=PlanState.REPLACED)
    _count_on(plan, told, changes)


def _count_on(plan: Plan, told: Plan | None, changes: Changes) -> None:
    past = Meeting.objects.filter(plan__exchange=plan.exchange_id, plan__state__in=(*TOLD, PlanState.REPLACED))
    last = dict(past.exclude(plan=plan).values_list("request").annotate(last=Max("sequence")))
    rows = [one for one in Meeting.objects.filter(plan=plan) if one.request_id in last]
    for one in rows:
        # one that comes back has been cancelled in between, which was a change, too
        more = 1 if one.request_id in changes.moved else 0 if one.request_id in changes.stayed else 2
        one.sequence = last[one.request_id] + more
    Meeting.objects.bulk_update([one for one in rows if one.sequence], ["sequence"])
