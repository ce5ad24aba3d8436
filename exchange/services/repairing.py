"""The day itself: who counts as absent, and the plan that is told after somebody has not come, or has come late."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.choices import Direction
from events.services.checking_in import SentTick, record_ticks
from exchange import alternatives
from exchange.choices import TOLD, PlanState, Presence, RequestState
from exchange.exceptions import ExchangeError, PlanBroken
from exchange.models import Exchange, Meeting, MeetingRequest, Participant, Plan
from exchange.planner.problem import Plan as PlannedMeetings
from exchange.planner.problem import Problem
from exchange.planner.replan import Move, Replanned
from exchange.plans import told_plan
from exchange.presence import Changes, changes, day_begins, day_ends, door_today, presences
from exchange.problems import Posed, pose
from exchange.repair import repaired
from exchange.services.planning import store_plan
from exchange.services.publishing import publish

logger = logging.getLogger(__name__)


class NothingToRepair(ExchangeError):
    """There is no told plan, or nothing in it changes."""


class ChangedSinceLooked(ExchangeError):
    """The changes are other ones than those that were looked at."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair would change: `moved` only by table or interpreter; `seal` says that it is still the same one."""

    posed: Posed
    told: Plan
    replanned: Replanned
    absent: frozenset[int]
    unanswered: frozenset[int] = frozenset()
    """New meetings whose request nobody has answered: the organisers bring the two together."""

    @property
    def is_empty(self) -> bool:
        """Whether everything stays as it was told."""
        return not (self.replanned.fallen or self.replanned.added or self.moved)

    @property
    def moved(self) -> tuple[Move, ...]:
        """Meetings at another time, at another table or with another interpreter."""
        return self.replanned.moved

    @property
    def seal(self) -> str:
        """A short word for these changes of this plan."""
        words = [
            str(self.told.pk),
            *sorted(f"-{one}" for one in self.replanned.fallen),
            *sorted(f"+{one.request}@{one.slot}/{one.table}" for one in self._new()),
            *sorted(f"={one.after.request}@{one.after.slot}/{one.after.table}" for one in self.moved),
        ]
        return hashlib.blake2s(" ".join(words).encode(), digest_size=8).hexdigest()

    def _new(self) -> list[Any]:
        added = set(self.replanned.added)
        return [one for one in self.replanned.plan.meetings if one.request in added]


@transaction.atomic
def check_presence(*, exchange_id: int, now: datetime | None = None) -> Changes:
    """Mark who has not come in time, and take the mark from who has come since."""
    exchange = Exchange.objects.locked(exchange_id)
    moment = now or timezone.now()
    found = changes(exchange, moment)
    people = Participant.objects.filter(exchange=exchange)
    people.filter(absent_at__lt=day_begins(moment)).update(absent_at=None)
    people.filter(pk__in=found.back).update(absent_at=None)
    people.filter(pk__in=found.absent).update(absent_at=moment)
    return found


@transaction.atomic
def mark_absent(*, exchange_id: int, participant_id: int) -> bool:
    """Somebody does not come, or has left for good; False for nobody of this exchange."""
    exchange = Exchange.objects.locked(exchange_id)
    people = Participant.objects.filter(exchange=exchange, pk=participant_id)
    return bool(people.update(absent_at=timezone.now()))


@transaction.atomic
def mark_present(*, exchange_id: int, participant_id: int, actor: Any, key: Any) -> bool:
    """Somebody is here, as a tick at the door; the same key counts once. False for nobody of this exchange."""
    exchange = Exchange.objects.locked(exchange_id)
    person = Participant.objects.filter(exchange=exchange, pk=participant_id).first()
    if person is None:
        return False
    tick = SentTick(key, person.registration_id, Direction.IN, timezone.now())
    record_ticks(event_id=exchange.pk, ticks=[tick], actor=actor)
    person.absent_at = None
    person.save(update_fields=["absent_at"])
    return True


@transaction.atomic
def set_repairs_itself(*, exchange_id: int, value: bool) -> None:
    """Whether the plan of the day changes without asking."""
    Exchange.objects.filter(pk=exchange_id).update(repairs_itself=value)


def proposed(exchange: Exchange, now: datetime | None = None) -> Repair | None:
    """What a repair would change now; None without a told plan. A fixed number of statements, nothing is written."""
    moment = now or timezone.now()
    told = told_plan(exchange.pk)
    if told is None:
        return None
    posed = pose(exchange, now=moment)
    people = list(Participant.objects.filter(exchange=exchange).taking_part())
    where = presences(people, door_today(exchange.pk, moment), moment)
    absent = {pk for pk, one in where.items() if one == Presence.ABSENT}
    rows = exchange.slots.filter(starts_at__gt=moment, starts_at__lt=day_ends(moment))
    later = set(rows.values_list("pk", flat=True))
    there = _There(
        posed.plan_of(Meeting.objects.filter(plan=told)),
        coming={index for index, slot in enumerate(posed.slots) if slot in later},
        absent={str(pk) for pk in absent},
        here={str(pk) for pk, one in where.items() if one == Presence.HERE},
    )
    replanned, unanswered = there.with_alternatives(exchange, posed.problem)
    return Repair(posed, told, replanned, frozenset(absent), frozenset(unanswered))


@dataclass(frozen=True, slots=True)
class _There:
    """Who is where today, and what they were told."""

    told: PlannedMeetings
    coming: set[int]
    absent: set[str]
    here: set[str]

    def repaired(self, problem: Problem, most: Mapping[str, int] | None = None) -> Replanned:
        return repaired(problem, self.told, coming=self.coming, absent=self.absent, here=self.here, most=most)

    def with_alternatives(self, exchange: Exchange, problem: Problem) -> tuple[Replanned, set[int]]:
        """The plan that is left, with unanswered wishes of those whose partner has not come; also which of them."""
        found = self.repaired(problem)
        lost = alternatives.lost_meetings(problem, found, self.here)
        wishes = alternatives.unanswered(exchange, problem, lost) if lost else ()
        if not wishes:
            return found, set()
        wider = replace(problem, requests=(*problem.requests, *wishes))
        changed = self.repaired(wider, alternatives.most_meetings(problem, found, lost))
        chosen = {one.id for one in wishes} & {one.request for one in changed.plan.meetings}
        known = {one.id for one in problem.requests} | chosen
        unmet = {name: reason for name, reason in changed.plan.unmet.items() if name in known}
        plan = PlannedMeetings(changed.plan.meetings, unmet)
        return replace(changed, plan=plan), {int(name) for name in chosen}


@transaction.atomic
def repair(*, exchange_id: int, actor: Any, seal: str = "") -> Plan:
    """Change the plan and tell everybody whom it concerns; the kind of the plan, preliminary or final, stays.

    Raises NothingToRepair, ChangedSinceLooked where `seal` is of other changes, and PlanBroken where something that
    is not of today has changed so that it cannot stay.
    """
    exchange = Exchange.objects.locked(exchange_id)
    found = proposed(exchange)
    if found is None or found.is_empty:
        raise NothingToRepair
    if seal and found.seal != seal:
        raise ChangedSinceLooked
    locked = found.told.meetings.filter(is_locked=True).values_list("request_id", flat=True)
    posed: Posed | None = found.posed
    if found.unanswered:
        rows = MeetingRequest.objects.filter(pk__in=found.unanswered)
        rows.update(state=RequestState.ACCEPTED, by_organiser=True, answered_at=timezone.now())
        # with these wishes the problem is another one; nothing else can have changed under the lock
        posed = None
    store_plan(exchange=exchange, found=found.replanned, posed=posed, locked=[str(pk) for pk in locked])
    return publish(exchange_id=exchange_id, final=found.told.state == PlanState.FINAL, actor=actor)


def watch_day(*, exchange_id: int) -> Plan | None:
    """What the job does every minute: mark absences, and change the plan where the organisers let it; the new plan."""
    found = check_presence(exchange_id=exchange_id)
    exchange = Exchange.objects.get(pk=exchange_id)
    if not exchange.repairs_itself or not (found.absent or found.back):
        return None
    try:
        return repair(exchange_id=exchange_id, actor=None)
    except (NothingToRepair, PlanBroken) as error:
        logger.info("plan of exchange %s stays on the day: %s", exchange_id, type(error).__name__)
        return None


def exchanges_of_today(now: datetime | None = None) -> list[int]:
    """Exchanges with a told plan that has a meeting today that is not over."""
    moment = now or timezone.now()
    rows = Meeting.objects.filter(
        plan__state__in=TOLD, slot__ends_at__gt=moment, slot__starts_at__gte=day_begins(moment),
        slot__starts_at__lt=day_ends(moment), plan__exchange__event__called_off_at=None,
    )  # fmt: skip
    return sorted(set(rows.values_list("plan__exchange_id", flat=True)))
