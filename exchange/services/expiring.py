"""What time brings about: requests that nobody has answered end, and two days before somebody is reminded."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from exchange import letters
from exchange.choices import RequestState
from exchange.models import Exchange, MeetingRequest, Participant
from exchange.queries import RequestQuerySet, takes_part

REMIND_BEFORE = timedelta(days=2)


def exchanges_with_expired() -> list[int]:
    """Exchanges in which the time to answer a request is over."""
    rows = _open().filter(_is_over())
    return list(rows.order_by("exchange").values_list("exchange", flat=True).distinct())


@transaction.atomic
def expire(*, exchange_id: int) -> int:
    """End what was not answered in time and tell who asked; how many. Twice does no harm."""
    Exchange.objects.locked(exchange_id)
    rows = _open().filter(_is_over(), exchange=exchange_id)
    requests = list(rows.with_sides().select_related("exchange__event"))
    now = timezone.now()
    MeetingRequest.objects.filter(pk__in=[row.pk for row in requests]).update(
        state=RequestState.EXPIRED, answered_at=now
    )
    for request in requests:
        request.state = RequestState.EXPIRED
        if request.source.takes_part:
            letters.tell_answered(request)
    return len(requests)


def people_to_remind() -> list[int]:
    """Participants with requests that end within two days; they are asked once for the same last day."""
    now = timezone.now()
    rows = _open().filter(answer_until__gt=now, answer_until__lte=now + REMIND_BEFORE)
    # who was asked a moment ago needs no reminder
    rows = rows.filter(created_at__lt=now - REMIND_BEFORE)
    rows = rows.filter(takes_part("target"))
    return list(rows.order_by("target").values_list("target", flat=True).distinct())


@transaction.atomic
def remind(*, participant_id: int) -> bool:
    """One mail with all that waits for an answer of this person; False when nothing waits any more."""
    now = timezone.now()
    person = Participant.objects.taking_part().filter(pk=participant_id).first()
    rows = _open().filter(target=participant_id, answer_until__gt=now, answer_until__lte=now + REMIND_BEFORE)
    requests = [
        request
        for request in rows.with_sides().select_related("exchange__event").order_by("answer_until", "pk")
        if request.source.takes_part
    ]
    if person is None or not requests:
        return False
    letters.remind(requests)
    return True


def _open() -> RequestQuerySet:
    rows: RequestQuerySet = MeetingRequest.objects.filter(state=RequestState.OPEN)
    return rows


def _is_over() -> Q:
    """The organiser may have set an earlier end since the request was made."""
    now = timezone.now()
    return Q(answer_until__lte=now) | Q(exchange__closes_at__lte=now)
