"""How meetings went: one word of each side, and what it means for the log of cooperations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from enquiries.choices import Stage
from enquiries.models import Cooperation
from enquiries.services.cooperating import record, start
from exchange.choices import RATE_WITHIN, Outcome
from exchange.exceptions import ExchangeError
from exchange.models import Exchange, Meeting, MeetingRequest, Participant, Rating
from organisations.models import Organisation

STAGES = {
    Outcome.CONTRACT: Stage.CONTRACT,
    Outcome.OFFER: Stage.OFFER,
    Outcome.TALK: Stage.TALK,
    Outcome.NOTHING: Stage.NONE,
}
"""What an outcome is in the log of cooperations; a meeting that was not held is nothing there."""


class NotYetMet(ExchangeError):
    """The meeting has not begun, or is not in the plan."""


class RatingClosed(ExchangeError):
    """The time to say how it was is over."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says about a meeting."""

    participant_id: int
    outcome: Outcome
    note: str = ""


def is_closed(exchange: Exchange, now: datetime | None = None) -> bool:
    """Whether nobody can rate any more."""
    last: bool = timezone.localdate(now) > exchange.event.last_day + RATE_WITHIN
    return last


@transaction.atomic
def rate(
    *, exchange_id: int, request_id: int, said: Sequence[Said], actor: Any = None, on_paper: bool = False
) -> Meeting:
    """Keep what one or both sides say; a later word takes the place of an earlier one. The same word changes nothing.

    Raises NotYetMet and RatingClosed; what somebody says who was not in the meeting is NotYetMet, too.
    """
    exchange = Exchange.objects.locked(exchange_id)
    meeting = _meeting(exchange, request_id)
    for one in said:
        person = _side(meeting.request, one.participant_id)
        if _keep(meeting.request, one, on_paper=on_paper):
            _log(meeting.request, person, one.outcome, actor)
    return meeting


def _meeting(exchange: Exchange, request_id: int) -> Meeting:
    if is_closed(exchange):
        raise RatingClosed
    rows = Meeting.objects.told().filter(
        plan__exchange=exchange, request=request_id, slot__starts_at__lte=timezone.now()
    )
    meeting: Meeting | None = rows.with_sides().first()
    if meeting is None:
        raise NotYetMet
    return meeting


def _side(request: MeetingRequest, participant_id: int) -> Participant:
    for person in (request.source, request.target):
        if person.pk == participant_id:
            return person
    raise NotYetMet


def _keep(request: MeetingRequest, said: Said, *, on_paper: bool) -> bool:
    """Whether the outcome is another one than before."""
    values = {"outcome": said.outcome, "note": said.note, "on_paper": on_paper, "at": timezone.now()}
    before = Rating.objects.filter(request=request, participant=said.participant_id).first()
    if before is not None and before.outcome == said.outcome and before.note == said.note:
        return False
    Rating.objects.update_or_create(request=request, participant_id=said.participant_id, defaults=values)
    return before is None or before.outcome != said.outcome


def _log(request: MeetingRequest, person: Participant, outcome: Outcome, actor: Any) -> None:
    """The word of one side in the log of the two organisations, if both are here; each pair has one log of its own."""
    stage = STAGES.get(outcome)
    asked, other = request.source.organisation, request.target.organisation
    if stage is None or asked is None or other is None or asked.pk == other.pk:
        return
    # in one order, so that the two sides of a pair in two exchanges never wait for each other
    pair = Organisation.objects.filter(pk__in=(asked.pk, other.pk)).order_by("pk")
    list(pair.select_for_update(of=("self",), no_key=True))
    speaker, partner = (asked, other) if person.pk == request.source_id else (other, asked)
    logs = Cooperation.objects.filter(conversation=None, first__in=(asked, other), second__in=(asked, other))
    known = logs.order_by("pk").first()
    if known is None:
        start(first=speaker, second=partner, actor=actor, stage=stage)
    else:
        record(cooperation_id=known.pk, organisation_id=speaker.pk, actor=actor, stage=stage)
