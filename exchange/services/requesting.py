"""Asking for a meeting, and what becomes of it. The row of the exchange is locked first: budgets hold under races."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bilingual.choices import Language
from exchange import letters
from exchange.budget import budget_of
from exchange.choices import WANTED, Priority, RequestState
from exchange.exceptions import (
    AlreadyAnswered,
    AlreadyDeclined,
    AskedOften,
    ExchangeClosed,
    MayNotMeet,
    NoneLeft,
    NotTakingPart,
)
from exchange.models import Exchange, MeetingRequest, Participant
from exchange.pairing import may_meet

MOST_TIMES = 2
"""How often the same person can be asked: what was withdrawn or not answered, once more."""


@transaction.atomic
def ask(
    *, source_id: int, target_id: int, reason: str = "", language: Language = Language.DE, priority: Priority
) -> MeetingRequest:
    """Wish a meeting and tell the other side; who asks back accepts. The same wish twice is one.

    Raises ExchangeClosed, NotTakingPart, MayNotMeet, AlreadyDeclined, AskedOften and NoneLeft.
    """
    exchange = _locked_exchange(source_id)
    if not exchange.takes_requests:
        raise ExchangeClosed
    source, target = _person(exchange, source_id), _person(exchange, target_id)
    if not may_meet(source, target):
        raise MayNotMeet
    if wanted := _wanted(source, target):
        return _accept(exchange, wanted, priority, reason) if _waits_for(wanted, source) else wanted
    _check_earlier(source, target)
    budget = budget_of(exchange, source)
    if not budget.left:
        raise NoneLeft(budget.most)
    if priority == Priority.HIGH and not budget.left_high:
        raise NoneLeft(budget.most_high, is_high=True)
    request = MeetingRequest.objects.create(
        exchange=exchange,
        source=source,
        target=target,
        reason=reason,
        language=language.value,
        priority=priority,
        answer_until=_answer_until(exchange),
    )
    letters.tell_asked(request)
    return request


@transaction.atomic
def accept(*, request_id: int, participant_id: int, priority: Priority) -> MeetingRequest:
    """Say yes, with the own priority; twice does no harm.

    Raises AlreadyAnswered when it is over, NotTakingPart when one of the two is gone, and NoneLeft.
    """
    exchange, request = _locked_request(request_id, Q(target=participant_id))
    if request.state == RequestState.ACCEPTED:
        return request
    if not can_be_answered(request):
        raise AlreadyAnswered
    for person in (request.source_id, request.target_id):
        _person(exchange, person)
    return _accept(exchange, request, priority, "")


@transaction.atomic
def decline(*, request_id: int, participant_id: int, answer: str = "") -> MeetingRequest:
    """Say no, also after a yes, with a reason if one likes; twice does no harm. Raises AlreadyAnswered."""
    _exchange, request = _locked_request(request_id, Q(target=participant_id))
    if request.state == RequestState.DECLINED:
        return request
    _end(request, RequestState.DECLINED, answer)
    letters.tell_answered(request)
    return request


@transaction.atomic
def withdraw(*, request_id: int, participant_id: int) -> MeetingRequest:
    """Take the own wish back; who has accepted is told. Twice does no harm. Raises AlreadyAnswered."""
    _exchange, request = _locked_request(request_id, Q(source=participant_id))
    if request.state == RequestState.WITHDRAWN:
        return request
    was_accepted = request.state == RequestState.ACCEPTED
    _end(request, RequestState.WITHDRAWN)
    if was_accepted:
        letters.tell_withdrawn(request)
    return request


@transaction.atomic
def set_priority(*, request_id: int, participant_id: int, priority: Priority) -> MeetingRequest:
    """Another priority of one of the two sides; raises AlreadyAnswered, ExchangeClosed and NoneLeft."""
    mine = Q(source=participant_id) | Q(target=participant_id)
    exchange, request = _locked_request(request_id, mine)
    field = "priority" if request.source_id == participant_id else "target_priority"
    if request.state not in WANTED or (field == "target_priority" and request.state != RequestState.ACCEPTED):
        raise AlreadyAnswered
    if not exchange.takes_requests:
        raise ExchangeClosed
    if getattr(request, field) == priority:
        return request
    _check_high(exchange, _person(exchange, participant_id), priority)
    setattr(request, field, priority)
    request.save(update_fields=[field])
    return request


def answer_until(request: MeetingRequest) -> datetime | None:
    """When the time to answer ends; None where there is no end. Needs `exchange`."""
    ends = [moment for moment in (request.answer_until, request.exchange.closes_at) if moment]
    return min(ends, default=None)


def can_be_answered(request: MeetingRequest) -> bool:
    """Whether it waits for an answer and there is still time."""
    until = answer_until(request)
    return request.state == RequestState.OPEN and (until is None or until > timezone.now())


def _accept(exchange: Exchange, request: MeetingRequest, priority: Priority, answer: str) -> MeetingRequest:
    _check_high(exchange, request.target, priority)
    request.state, request.target_priority, request.answer = RequestState.ACCEPTED, priority, answer
    request.answered_at = timezone.now()
    request.save(update_fields=["state", "target_priority", "answer", "answered_at"])
    letters.tell_answered(request)
    return request


def _check_high(exchange: Exchange, person: Participant, priority: Priority) -> None:
    budget = budget_of(exchange, person)
    if priority == Priority.HIGH and not budget.left_high:
        raise NoneLeft(budget.most_high, is_high=True)


def _end(request: MeetingRequest, state: RequestState, answer: str = "") -> None:
    if request.state not in WANTED:
        raise AlreadyAnswered
    request.state, request.answer, request.answered_at = state, answer, timezone.now()
    request.save(update_fields=["state", "answer", "answered_at"])


def _locked_exchange(participant_id: int) -> Exchange:
    exchange_id = Participant.objects.values_list("exchange_id", flat=True).get(pk=participant_id)
    exchange: Exchange = Exchange.objects.locked(exchange_id)
    return exchange


def _locked_request(request_id: int, mine: Q) -> tuple[Exchange, MeetingRequest]:
    """Raises MeetingRequest.DoesNotExist for the requests of others."""
    exchange_id = MeetingRequest.objects.values_list("exchange_id", flat=True).get(mine, pk=request_id)
    exchange = Exchange.objects.locked(exchange_id)
    request: MeetingRequest = MeetingRequest.objects.with_sides().select_related("exchange__event").get(pk=request_id)
    return exchange, request


def _person(exchange: Exchange, participant_id: int) -> Participant:
    rows = Participant.objects.filter(exchange=exchange).taking_part()
    person = rows.with_names().filter(pk=participant_id).first()
    if person is None:
        raise NotTakingPart
    person.exchange = exchange
    return person


def _wanted(one: Participant, other: Participant) -> MeetingRequest | None:
    pair: Any = Q(source=one, target=other) | Q(source=other, target=one)
    rows = MeetingRequest.objects.wanted().filter(pair)
    return rows.with_sides().select_related("exchange__event").first()


def _waits_for(request: MeetingRequest, person: Participant) -> bool:
    return request.state == RequestState.OPEN and request.target_id == person.pk


def _check_earlier(source: Participant, target: Participant) -> None:
    rows = MeetingRequest.objects.filter(source=source, target=target, by_organiser=False)
    states = list(rows.values_list("state", flat=True))
    if RequestState.DECLINED in states:
        raise AlreadyDeclined
    if len(states) >= MOST_TIMES:
        raise AskedOften


def _answer_until(exchange: Exchange) -> Any:
    until = timezone.now() + timedelta(days=exchange.answer_days)
    return min(until, exchange.closes_at) if exchange.closes_at else until
