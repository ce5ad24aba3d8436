"""Mails about a plan: who is told is fixed when it is published, a job writes the mails in batches, nobody gets two.

What somebody is told is the difference to what that person was told last, whichever plan that was.
"""

from django.db import transaction
from django.utils import timezone

from accounts.jobs import defer_once
from exchange.choices import WANTED, PlanState
from exchange.differences import between
from exchange.models import Interpreter, Meeting, MeetingRequest, Participant, Plan, PlanLetter
from exchange.plan_letters import LastWord, last_words, write_to_interpreters, write_to_participants
from exchange.told import record

BATCH = 50  # mails in one transaction


@transaction.atomic
def tell_changes(plan: Plan) -> int:
    """Fix who gets a mail about a plan that has just been published, and leave the writing to a job; how many.

    The first time everybody with a meeting or a wish; later those for whom something has changed, and once more
    everybody when what was preliminary becomes final. Letters about an older plan that were not written yet are
    dropped: their people are told of this one instead. Call it within the transaction that publishes.
    """
    PlanLetter.objects.filter(plan__exchange=plan.exchange_id, sent_at=None).delete()
    is_final = plan.state == PlanState.FINAL
    rows = [PlanLetter(plan=plan, is_final=is_final, participant_id=pk) for pk in _participants_to_tell(plan, is_final)]
    rows += [
        PlanLetter(plan=plan, is_final=is_final, interpreter_id=pk) for pk in _interpreters_to_tell(plan, is_final)
    ]
    PlanLetter.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        defer_letters(plan_id=plan.pk)
    return len(rows)


def _participants_to_tell(plan: Plan, is_final: bool) -> list[int]:
    told = record(plan.exchange_id, with_plan=plan.pk)
    words = last_words(plan.exchange_id, "participant")
    wishing = MeetingRequest.objects.filter(pk__in=[int(pk) for pk in plan.unmet], state__in=WANTED)
    people = {pk for pair in wishing.values_list("source_id", "target_id") for pk in pair} | set(told.people)
    here = set(Participant.objects.filter(exchange=plan.exchange_id).taking_part().values_list("pk", flat=True))
    return sorted(
        pk
        for pk in people
        if _is_news(words.get(pk), is_final, pk in here, bool(told.places(pk, plan.pk)))
        or (pk in words and between(told.places(pk, words[pk].plan), told.places(pk, plan.pk)))
    )


def _is_news(last: LastWord | None, is_final: bool, is_here: bool, has_meetings: bool) -> bool:
    """Whether it has to be said even if no meeting has changed: never told before, or final at last."""
    if last is None:
        return is_here
    return is_final and not last.is_final and has_meetings


def _interpreters_to_tell(plan: Plan, is_final: bool) -> list[int]:
    words = last_words(plan.exchange_id, "interpreter")
    plans = {plan.pk, *(word.plan for word in words.values())}
    rows = Meeting.objects.filter(plan__in=plans).exclude(interpreter=None).order_by()
    work: dict[tuple[int, int], set[tuple[int, int, int]]] = {}
    for one, of_plan, *place in rows.values_list("interpreter_id", "plan_id", "request_id", "slot_id", "table_id"):
        work.setdefault((one, of_plan), set()).add((place[0], place[1], place[2]))
    reached = Interpreter.objects.filter(exchange=plan.exchange_id).exclude(email="").values_list("pk", flat=True)

    def has_news(pk: int) -> bool:
        now, last = work.get((pk, plan.pk), set()), words.get(pk)
        if last is None:
            return bool(now)
        return now != work.get((pk, last.plan), set()) or (is_final and not last.is_final and bool(now))

    return [pk for pk in reached if has_news(pk)]


def defer_letters(*, plan_id: int) -> None:
    """Queue the job that writes; one that waits already is enough."""
    from exchange.tasks import write_plan_letters  # noqa: PLC0415 - tasks call services

    lock = f"plan-letters-{plan_id}"
    defer_once(write_plan_letters, queueing_lock=lock, lock=lock, plan_id=plan_id)


def requeue_unfinished() -> int:
    """Queue again each plan whose job was lost with its worker; how many."""
    plans = list(PlanLetter.objects.filter(sent_at=None).order_by().values_list("plan_id", flat=True).distinct())
    for pk in plans:
        defer_letters(plan_id=pk)
    return len(plans)


def send_batch(*, plan_id: int) -> bool:
    """Put the next mails into the outbox; False when nobody is left.

    Mail and mark are written together, so whoever is killed in between has sent nothing, and nobody gets two.
    """
    with transaction.atomic():
        left = PlanLetter.objects.filter(plan=plan_id, sent_at=None).order_by("pk")
        rows = list(left.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        if rows:
            plan = Plan.objects.select_related("exchange__event__organisation", "exchange__item__room").get(pk=plan_id)
            write_to_participants(plan, [row for row in rows if row.participant_id])
            write_to_interpreters(plan, [row for row in rows if row.interpreter_id])
            PlanLetter.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=timezone.now())
    return bool(rows)
