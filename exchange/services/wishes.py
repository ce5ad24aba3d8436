"""The organiser's wishes: who should meet, who does not meet, which request is withdrawn."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from bilingual.choices import Language
from exchange.choices import WANTED, RequestState
from exchange.exceptions import AlreadyAnswered, AlreadyDeclined, MayNotMeet, NotTakingPart
from exchange.models import Ban, Exchange, MeetingRequest, Participant


@transaction.atomic
def wish(
    *, exchange_id: int, source_id: int, target_id: int, reason: str, language: Language, actor: Any
) -> MeetingRequest:
    """Let two people meet, with the greatest weight; a request that there is becomes the organiser's wish, too.

    Raises NotTakingPart, MayNotMeet for one person or a ban, AlreadyDeclined when one of them has declined the other.
    """
    Exchange.objects.locked(exchange_id)
    pair = {source_id, target_id}
    if len(pair) < 2 or _bans(pair).exists():
        raise MayNotMeet
    if Participant.objects.filter(exchange=exchange_id, pk__in=pair).taking_part().count() < 2:
        raise NotTakingPart
    between = MeetingRequest.objects.filter(source__in=pair, target__in=pair)
    present = between.filter(state__in=WANTED).first()
    if present is None and between.filter(state=RequestState.DECLINED).exists():
        raise AlreadyDeclined
    row = present or MeetingRequest(
        exchange_id=exchange_id, source_id=source_id, target_id=target_id, reason=reason, language=language, by=actor
    )
    row.by_organiser, row.state = True, RequestState.ACCEPTED
    row.answered_at = row.answered_at or timezone.now()
    row.save()
    return row


@transaction.atomic
def withdraw(*, exchange_id: int, request_id: int) -> MeetingRequest:
    """Take a request out; raises AlreadyAnswered when it is neither open nor accepted, DoesNotExist for another one."""
    Exchange.objects.locked(exchange_id)
    row: MeetingRequest = MeetingRequest.objects.get(exchange=exchange_id, pk=request_id)
    if row.state not in WANTED:
        raise AlreadyAnswered
    row.state, row.answered_at = RequestState.WITHDRAWN, timezone.now()
    row.save(update_fields=["state", "answered_at"])
    return row


@transaction.atomic
def ban(*, exchange_id: int, first_id: int, second_id: int, note: str) -> Ban:
    """Do not let two people meet; twice does no harm. Raises MayNotMeet for one person, NotTakingPart for strangers."""
    Exchange.objects.locked(exchange_id)
    first, second = sorted((first_id, second_id))
    if first == second:
        raise MayNotMeet
    if Participant.objects.filter(exchange=exchange_id, pk__in=(first, second)).count() < 2:
        raise NotTakingPart
    row, _is_new = Ban.objects.update_or_create(
        first_id=first,
        second_id=second,
        defaults={"note": note},
        create_defaults={"note": note, "exchange_id": exchange_id},
    )
    return row


@transaction.atomic
def lift_ban(*, exchange_id: int, ban_id: int) -> None:
    """Let two people meet again."""
    Exchange.objects.locked(exchange_id)
    Ban.objects.filter(exchange=exchange_id, pk=ban_id).delete()


def _bans(pair: set[int]) -> Any:
    return Ban.objects.filter(first__in=pair, second__in=pair)
