"""A participant hands the place on: somebody is asked by mail, and the place is theirs when they have said yes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import OutgoingMail
from accounts.services import send_mail
from bilingual.text import page_language, text_of
from events.dates import when_text
from events.exceptions import NotPossible, TooManyForms
from events.handing_on import USABLE, Offer, offer_path, seal_of, why_not
from events.models import Booking, Registration
from events.places import location_text
from events.services import places
from events.services.personal import change_person
from events.services.substituting import Substitute, substitute

MOST_ASKED = 10
"""People who are asked for all places of one form: nobody uses it to write to strangers."""
TEMPLATE = "event_hand_on"


@transaction.atomic
def offer_place(*, registration_id: int, address: str) -> None:
    """Ask somebody by mail to take the place over; until they do it stays with the participant.

    The same address is written to once a day. Raises NotPossible as `why_not` says, TooManyForms when ten people have
    been asked for the places of this form.
    """
    row = Registration.objects.select_related("event__desk").get(pk=registration_id)
    row.booking = Booking.objects.select_for_update(of=("self",)).get(pk=row.booking_id)
    if why_not(row, row.event, row.event.desk):
        raise NotPossible(row.state)
    asked = f"{TEMPLATE}-{row.booking_id}-"
    key = f"{asked}{seal_of(row, address)}-{timezone.localdate().toordinal()}"
    if OutgoingMail.objects.filter(key__startswith=asked).exclude(key=key).count() >= MOST_ASKED:
        raise TooManyForms
    _write(row, address.lower(), key)


@transaction.atomic
def take_over(
    *,
    offer: Offer,
    person: Substitute,
    values: Mapping[str, Any],
    answers: Mapping[int, Any],
    decisions: Mapping[int, bool],
) -> Registration:
    """Give the place to whoever got the link, with the own data, answers and consents; the first person is told.

    From then on the new person is written to in the language of the page.

    Raises NotPossible when the place has changed hands meanwhile or the address is another one, AlreadyRegistered
    when this person is registered.
    """
    old = offer.registration
    desk = places.lock_desk(old.event_id)
    now: Registration = Registration.objects.select_related("booking").get(pk=old.pk)
    if now.sequence != old.sequence or not offer.is_for(person.email) or why_not(now, desk.event, desk):
        raise NotPossible(now.state)
    new = substitute(registration_id=old.pk, person=replace(person, language=page_language()))
    return change_person(registration_id=new.pk, values=values, answers=answers, decisions=decisions)


def _write(row: Registration, address: str, key: str) -> None:
    event, language = row.event, row.mail_language
    with override(language.value):
        context = {
            "giver": row.full_name,
            "event_title": text_of(event, "title", language).value,
            "when": when_text(event),
            "where": location_text(event),
            "days": USABLE.days,
            "path": offer_path(row, address, language),
        }
    send_mail(to=address, language=language, template=TEMPLATE, context=context, purpose=TEMPLATE, key=key)
