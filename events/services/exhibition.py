"""Stands and who gets them. Nobody shares one: its row is locked, and a constraint stands behind it."""

from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction

from accounts.services import send_mail
from bilingual.choices import Language
from bilingual.links import path_in
from bilingual.text import text_of
from events.choices import StandState
from events.models import Event, Stand, StandRequest

SALT = "events.stand"
MOST_STANDS = 400


class ExhibitionError(Exception):
    """A step that is not possible now."""


class StandTaken(ExhibitionError):
    """Another exhibitor has the stand."""


class AlreadyDecided(ExhibitionError):
    """The request was withdrawn or declined meanwhile."""


class RequestUnusable(ExhibitionError):
    """The link in the mail is wrong."""


def is_open(event: Event) -> bool:
    """Whether exhibitors can ask for a stand: the event is to come, and it has stands."""
    return event.is_published and not event.is_past and not event.is_called_off and event.stands.exists()


def exhibitors(event: Event) -> list[StandRequest]:
    """Who exhibits, by the number of the stand."""
    rows = event.stand_requests.filter(state=StandState.APPROVED).select_related("stand", "organisation")
    return list(rows.order_by("stand__label", "name"))


@transaction.atomic
def request_stand(*, request: StandRequest) -> StandRequest:
    """Keep a checked request and tell the exhibitor that it has arrived."""
    request.state = StandState.REQUESTED
    request.save()
    _tell(request, "stand_requested")
    return request


@transaction.atomic
def approve_stand(*, request_id: int, stand_id: int, answer: str = "") -> StandRequest:
    """Give a stand to an exhibitor, or another one than before.

    Raises StandTaken when somebody else has it, AlreadyDecided when the request was withdrawn.
    """
    # in this order everywhere: stand, then request
    stand = Stand.objects.select_for_update().get(pk=stand_id)
    request = _locked(request_id)
    if stand.event_id != request.event_id:
        raise Stand.DoesNotExist
    if request.state == StandState.WITHDRAWN:
        raise AlreadyDecided
    if stand.requests.filter(state=StandState.APPROVED).exclude(pk=request.pk).exists():
        raise StandTaken
    if (request.state, request.stand_id) == (StandState.APPROVED, stand.pk):
        return request
    request.state, request.stand, request.answer = StandState.APPROVED, stand, answer
    try:
        with transaction.atomic():
            request.save(update_fields=["state", "stand", "answer"])
    except IntegrityError as error:
        raise StandTaken from error
    _tell(request, "stand_approved")
    return request


@transaction.atomic
def decline_stand(*, request_id: int, answer: str) -> StandRequest:
    """Say no, with the reason in the mail; also a stand that was given before is free then."""
    request = _locked(request_id)
    if request.state == StandState.WITHDRAWN:
        raise AlreadyDecided
    if request.state == StandState.DECLINED:
        return request
    request.state, request.stand, request.answer = StandState.DECLINED, None, answer
    request.save(update_fields=["state", "stand", "answer"])
    _tell(request, "stand_declined")
    return request


@transaction.atomic
def withdraw_stand(*, request_id: int) -> StandRequest:
    """The exhibitor does not come; the stand is free at once. Twice does no harm."""
    request = _locked(request_id)
    if request.state in {StandState.REQUESTED, StandState.APPROVED}:
        request.state, request.stand = StandState.WITHDRAWN, None
        request.save(update_fields=["state", "stand"])
    return request


@transaction.atomic
def lay_out(*, event_id: int, number: int, per_row: int, width: int, depth: int, aisle: int) -> list[Stand]:
    """Add rows of equal stands below those that are there; they are called A1, A2 …, B1 …, in decimetres."""
    event = Event.objects.select_for_update().get(pk=event_id)
    there = list(event.stands.all())
    labels = {stand.label for stand in there}
    top = max((stand.y + stand.depth for stand in there), default=-aisle) + aisle
    free = (label for label in _labels(per_row) if label not in labels)
    rows = [
        Stand(
            event=event,
            label=next(free),
            x=place % per_row * width,
            y=top + place // per_row * (depth + aisle),
            width=width,
            depth=depth,
        )
        for place in range(min(number, MOST_STANDS - len(there)))
    ]
    return Stand.objects.bulk_create(rows)


def _labels(per_row: int) -> Any:
    for row in range(MOST_STANDS * 26):
        letters, rest = "", row + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        yield from (f"{letters}{place}" for place in range(1, per_row + 1))


def _locked(request_id: int) -> StandRequest:
    rows = StandRequest.objects.select_for_update(of=("self",)).select_related("event__organisation")
    return rows.get(pk=request_id)


def request_token(request: StandRequest) -> str:
    """The signed part of the exhibitor's link."""
    return signing.Signer(salt=SALT).sign(str(request.pk))


def read_request(token: str) -> StandRequest:
    """The request that a link means; raises RequestUnusable."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
        return StandRequest.objects.select_related("event__organisation", "stand").get(pk=pk)
    except (signing.BadSignature, ValueError, StandRequest.DoesNotExist) as error:
        raise RequestUnusable from error


def _tell(request: StandRequest, template: str) -> None:
    language = Language(request.language)
    context = {
        "event_title": text_of(request.event, "title", language).value,
        "exhibitor": request.name,
        "stand": request.stand.label if request.stand else "",
        "answer": request.answer,
        "organiser": request.event.organisation.name,
        "path": path_in(language, "stand_request", request_token(request)),
        "event_path": path_in(language, "event_exhibition", request.event.slug),
    }
    send_mail(to=request.email, language=language, template=template, context=context, purpose=template)
