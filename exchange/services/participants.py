"""The organiser takes people in, speaks for them, takes them out, and asks those who are not in it yet."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from events.choices import State
from events.models import Registration
from events.services.segments import add_segment, remove_segment
from exchange.exceptions import NotTakingPart
from exchange.models import Exchange, Participant

SEGMENT = "Börse/burza: noch nicht · zatím ne"
"""Of registrations; one name, so that organisers of both languages find the same segment."""


@transaction.atomic
def save_participant(*, form: Any) -> Participant:
    """Save a valid form of somebody who takes part, or who is taken in by hand.

    Raises NotTakingPart without a confirmed place at the event; who is in it already is changed, not doubled.
    """
    person: Participant = form.instance
    Exchange.objects.locked(person.exchange_id)
    registration = Registration.objects.get(pk=person.registration_id)
    if person.pk is None:
        present = Participant.objects.filter(registration=registration).values_list("pk", flat=True).first()
        if registration.state != State.CONFIRMED:
            raise NotTakingPart
        if present is not None:
            person.pk, person._state.adding = present, False
        person.left_at = None
    form.save()
    return person


@transaction.atomic
def take_out(*, exchange_id: int, participant_id: int) -> None:
    """Take no part any more; requests stay as they are and count again when the person comes back."""
    _locked(exchange_id, participant_id).filter(left_at=None).update(left_at=timezone.now())


@transaction.atomic
def take_back(*, exchange_id: int, participant_id: int) -> None:
    """Take part again."""
    _locked(exchange_id, participant_id).update(left_at=None)


def not_joined(event_id: int) -> Any:
    """The registrations with a place whose person is not in the exchange, or has left it."""
    joined = Participant.objects.filter(exchange=event_id, left_at=None).values("registration")
    return Registration.objects.filter(event=event_id).confirmed().exclude(pk__in=joined)


@transaction.atomic
def mark_not_joined(*, event_id: int) -> str:
    """Put exactly those who have not joined into a segment, for a mail; its name."""
    missing = set(not_joined(event_id).values_list("pk", flat=True))
    marked = set(Registration.objects.filter(event=event_id, segments__contains=[SEGMENT]).values_list("pk", flat=True))
    add_segment(event_id=event_id, ids=missing, name=SEGMENT)
    remove_segment(event_id=event_id, ids=marked - missing, name=SEGMENT)
    return SEGMENT


def _locked(exchange_id: int, participant_id: int) -> Any:
    Exchange.objects.locked(exchange_id)
    return Participant.objects.filter(exchange=exchange_id, pk=participant_id)
