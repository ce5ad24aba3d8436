"""Mails about requests, in the language of who reads them; they go into the outbox of the caller's transaction."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from accounts.services import send_mail
from bilingual.choices import Language
from bilingual.links import path_in
from bilingual.text import text_of
from events.models import Event
from events.tokens import registration_token
from exchange.models import MeetingRequest, Participant
from exchange.sides import organisation_of


def tell_asked(request: MeetingRequest) -> None:
    """Somebody is asked for a meeting: with the reason, and the page where the buttons are."""
    _write(request.target, "exchange_request", request, partner=request.source, path_of=request)


def tell_answered(request: MeetingRequest) -> None:
    """Who asked learns that the other side has accepted or declined, or that nobody answered in time."""
    _write(request.source, "exchange_answer", request, partner=request.target, path_of=request)


def tell_withdrawn(request: MeetingRequest) -> None:
    """Who had accepted learns that the wish is taken back."""
    _write(request.target, "exchange_answer", request, partner=request.source, path_of=request)


def remind(requests: Sequence[MeetingRequest]) -> None:
    """What waits for the answer of one person and ends soon; the same mail is sent once."""
    person = requests[0].target
    last = max(request.answer_until for request in requests if request.answer_until)
    key = f"exchange-reminder-{person.pk}-{timezone.localdate(last)}"
    waiting = [(request, organisation_of(request.source)) for request in requests]
    _write(person, "exchange_reminder", requests[0], waiting=waiting, key=key)


def language_of(person: Participant) -> Language:
    """In which the person registered or took the place over."""
    return person.registration.mail_language


def _write(
    person: Participant,
    template: str,
    request: MeetingRequest,
    *,
    partner: Participant | None = None,
    path_of: MeetingRequest | None = None,
    key: str = "",
    **context: Any,
) -> None:
    to = person.registration.mail_address
    if not to:
        return
    language, event = language_of(person), request.exchange.event
    context |= {
        "request": request,
        "partner": partner,
        "partner_organisation": organisation_of(partner) if partner else "",
        "event_title": _title(event, language),
        "path": _path(person, language, path_of),
    }
    send_mail(to=to, language=language, template=template, context=context, key=key)


def _title(event: Event, language: Language) -> str:
    return text_of(event, "title", language).value


def _path(person: Participant, language: Language, request: MeetingRequest | None) -> str:
    token, pk = registration_token(person.registration), person.registration_id
    if request:
        return path_in(language, "exchange_own_request", token, pk, request.pk)
    return path_in(language, "exchange_own_requests", token, pk)
