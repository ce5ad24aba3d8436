"""Somebody else comes in the place of a participant; a ticket is sent once more."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.choices import ENDED, State, Step
from events.exceptions import AlreadyRegistered, NotPossible
from events.models import Booking, ItemBooking, Registration
from events.services import history, letters, places
from events.services.letters import Letter

LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who comes instead; what else is known of the first person stays with that person."""

    first_name: str
    last_name: str
    email: str = ""
    function: str = ""
    title_before: str = ""
    title_after: str = ""
    language: str = ""
    """Of the mails to the own address; empty for that of the booking."""


@transaction.atomic
def substitute(*, registration_id: int, person: Substitute, actor: Any = None) -> Registration:
    """Give a place and its programme items to somebody else, who gets a code and a link of the own; both are told.

    Needs, answers and consents stay with the first person: nobody speaks for another there. Raises NotPossible
    unless the place is confirmed and the event still to come, AlreadyRegistered for an address that is registered.
    """
    desk = places.lock_desk(Registration.objects.values_list("event_id", flat=True).get(pk=registration_id))
    old: Registration = Registration.objects.select_related("booking").get(pk=registration_id)
    if old.state != State.CONFIRMED or desk.event.is_past or desk.event.is_called_off:
        raise NotPossible(old.state)
    twins = Registration.objects.filter(event=old.event_id, email=person.email.lower()).exclude(state__in=ENDED)
    if person.email and (twin := twins.first()):
        raise AlreadyRegistered([twin.pk])
    new = _new(old, person, places.next_number(desk))
    places.save_numbers(desk)
    ItemBooking.objects.filter(registration=old).exclude(state__in=ENDED).update(registration=new)
    doer = history.doer_of(actor)
    places.put([old.pk], State.CANCELLED, by=doer)
    history.note([old.pk], Step.PERSON, by=doer, detail=new.full_name[:LONGEST_NAME])
    history.note([new.pk], Step.PERSON, by=doer, detail=old.full_name[:LONGEST_NAME])
    letters.tell([old.pk], Letter.CANCELLED_BY_ORGANISER if actor else Letter.CANCELLED)
    letters.tell([new.pk], Letter.TAKEN_OVER)
    return new


@transaction.atomic
def send_ticket_again(*, registration_id: int, actor: Any) -> None:
    """The ticket once more, to the present address; raises NotPossible for a registration that has ended."""
    row: Registration = Registration.objects.get(pk=registration_id)
    if row.has_ended:
        raise NotPossible(row.state)
    history.note([row.pk], Step.TICKET, by=history.doer_of(actor))
    letters.tell_all([row.pk], Letter.TICKET_AGAIN, int(timezone.now().timestamp()))


def _language(booking: Booking, person: Substitute) -> str:
    """What the person has of the own; without an address the contact reads the mails."""
    return person.language if person.email and person.language != booking.language else ""


def _new(old: Registration, person: Substitute, number: int) -> Registration:
    new = Registration(
        event_id=old.event_id,
        booking=old.booking,
        number=number,
        state=State.CONFIRMED,
        title_before=person.title_before,
        first_name=person.first_name,
        last_name=person.last_name,
        title_after=person.title_after,
        email=person.email.lower(),
        function=person.function,
        language=_language(old.booking, person),
        organisation_name=old.organisation_name,
        wants_online=old.wants_online,
        segments=old.segments,
    )
    new.set_sort_keys()
    new.save(force_insert=True)
    return new
