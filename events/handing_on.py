"""Handing on a place: who may do it, and the link that somebody else gets by mail.

The link carries the number of the registration and a seal of the address it was sent to; nothing about the person who
is asked is kept before they say yes.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from bilingual.choices import Language
from bilingual.links import path_in
from events.choices import Direction, State
from events.exceptions import LinkUnusable
from events.models import Desk, Event, Registration, Tick

SALT = "events.handing_on"
USABLE = timedelta(days=7)
SEAL = 24  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Offer:
    """A registration that somebody has been asked to take over; `seal` is that of the address."""

    registration: Registration
    seal: str

    def is_for(self, address: str) -> bool:
        """Whether the link was sent to this address."""
        return constant_time_compare(self.seal, seal_of(self.registration, address))


def why_not(row: Registration, event: Event, desk: Desk) -> str:
    """Why the place cannot be handed on without the organiser, in the reader's words; empty when it can."""
    if row.state != State.CONFIRMED or event.is_past or event.is_called_off or row.booking.verified_at is None:
        return _("Only a confirmed place at an event to come can be handed on.")
    if desk.needs_approval:
        return _(
            "The organiser decides about each participant of this event. Please ask whether somebody else may come."
        )
    if Tick.objects.filter(registration=row, item=None, direction=Direction.IN).exists():
        return _("You have been let in at the event already, so the place is used.")
    return ""


def seal_of(row: Registration, address: str) -> str:
    """A seal of an address for this registration as it stands now; the address cannot be read from it."""
    value = f"{row.pk}-{row.sequence}-{address.strip().lower()}"
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:SEAL]


def offer_path(row: Registration, address: str, language: Language | str) -> str:
    """The path where the person with this address takes the place over."""
    token = _signer().sign(f"{row.pk}-{row.sequence}-{seal_of(row, address)}")
    return path_in(language, "registration_take_over", token)


def read_offer(token: str) -> Offer:
    """What the link offers; raises LinkUnusable for a wrong or old one, and when the place has changed hands."""
    try:
        pk, sequence, seal = _signer().unsign(token, max_age=USABLE).split("-")
        rows: Any = Registration.objects.select_related("booking__event__organisation", "booking__event__desk")
        row = rows.get(pk=int(pk), sequence=int(sequence), state=State.CONFIRMED)
    except (signing.BadSignature, ValueError, Registration.DoesNotExist) as error:
        raise LinkUnusable from error
    return Offer(row, seal)


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT)
