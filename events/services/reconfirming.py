"""Three days before: do you really come? The day before: a reminder. Each goes to everybody once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from events.choices import RECONFIRM_BEFORE, Precision, State
from events.exceptions import NotPossible
from events.models import Desk, Registration
from events.services import letters, places
from events.services.changes import cancel
from events.services.letters import Letter
from publishing.choices import Status

REMIND_BEFORE = timedelta(days=1)
NOT_BEFORE = 8
"""The hour of the day: nobody is woken."""
JUST_REGISTERED = timedelta(days=1)
"""Who has registered so lately is not asked."""


def events_to_ask(now: datetime | None = None) -> list[int]:
    """Numbers of the events whose people are to be asked now."""
    return list(_to_ask(now or timezone.now()).values_list("pk", flat=True))


def events_to_remind(now: datetime | None = None) -> list[int]:
    """Numbers of the events whose people are to be reminded now."""
    return list(_to_remind(now or timezone.now()).values_list("pk", flat=True))


@transaction.atomic
def ask(*, event_id: int, now: datetime | None = None) -> int:
    """Ask all who have a place whether they come; how many. Harmless to repeat: each is asked once."""
    moment = now or timezone.now()
    desk = places.lock_desk(event_id)
    if not _to_ask(moment).filter(pk=event_id).exists():
        return 0
    rows = Registration.objects.filter(
        event=event_id,
        state=State.CONFIRMED,
        reconfirmed_at=None,
        booking__verified_at__isnull=False,
        booking__created_at__lte=moment - JUST_REGISTERED,
    )
    people = list(rows.values_list("pk", flat=True))
    Registration.objects.filter(pk__in=people).update(asked_to_reconfirm_at=moment)
    desk.reconfirmation_sent_at = moment
    desk.save(update_fields=["reconfirmation_sent_at"])
    letters.tell_all(people, Letter.RECONFIRM, desk.event.first_day.toordinal())
    return len(people)


@transaction.atomic
def remind(*, event_id: int, now: datetime | None = None) -> int:
    """Remind all who have a place; how many. Harmless to repeat."""
    moment = now or timezone.now()
    desk = places.lock_desk(event_id)
    if not _to_remind(moment).filter(pk=event_id).exists():
        return 0
    rows = Registration.objects.filter(event=event_id, state=State.CONFIRMED, booking__verified_at__isnull=False)
    people = list(rows.values_list("pk", flat=True))
    desk.reminder_sent_at = moment
    desk.save(update_fields=["reminder_sent_at"])
    letters.tell_all(people, Letter.REMINDER, desk.event.first_day.toordinal())
    return len(people)


@transaction.atomic
def answer(*, registration_id: int, comes: bool) -> Registration:
    """What somebody says to the question; who does not come frees the place for the next one.

    Raises NotPossible for who has no place any more.
    """
    if not comes:
        return cancel(registration_id=registration_id)
    row: Registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    if row.state != State.CONFIRMED:
        raise NotPossible(row.state)
    row.reconfirmed_at = row.reconfirmed_at or timezone.now()
    row.save(update_fields=["reconfirmed_at"])
    return row


def _to_ask(now: datetime) -> QuerySet[Desk]:
    return _near(now, RECONFIRM_BEFORE).filter(asks_to_reconfirm=True, reconfirmation_sent_at=None)


def _to_remind(now: datetime) -> QuerySet[Desk]:
    return _near(now, REMIND_BEFORE).filter(reminder_sent_at=None)


def _near(now: datetime, distance: timedelta) -> QuerySet[Desk]:
    """Desks of public events that begin within so many days, and not today any more."""
    local = timezone.localtime(now)
    if local.hour < NOT_BEFORE:
        return Desk.objects.none()
    today = local.date()
    return Desk.objects.filter(
        event__status=Status.PUBLISHED,
        event__is_template=False,
        event__called_off_at=None,
        event__precision=Precision.DAY,
        event__first_day__gt=today,
        event__first_day__lte=today + distance,
    ).order_by("pk")
