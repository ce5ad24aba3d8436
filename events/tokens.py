"""Links of mails that need no signing in: a number and a signature, nothing about a person.

They tell nothing by themselves and do nothing when they are opened; the page behind them has the buttons.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.utils import timezone

from bilingual.choices import Language
from bilingual.links import path_in
from events.exceptions import LinkUnusable
from events.models import Booking, Registration

SALT = "events.registration"
BOOKING, REGISTRATION = "b", "r"
USABLE_AFTER_EVENT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Link:
    """What a link opens: a whole booking for its contact, or one person's registration."""

    booking: Booking
    registration: Registration | None


def booking_token(booking: Booking) -> str:
    """The signed part of the contact's link: all people of the form."""
    return _signer().sign(f"{BOOKING}{booking.pk}")


def registration_token(registration: Registration) -> str:
    """The signed part of one person's link."""
    return _signer().sign(f"{REGISTRATION}{registration.pk}")


def read_token(token: str) -> Link:
    """What a link opens, with its event; raises LinkUnusable for a wrong one, and three months after the event."""
    try:
        kind, number = _read(token)
        if kind == REGISTRATION:
            person = Registration.objects.select_related("booking__event__organisation").get(pk=number)
            link = Link(person.booking, person)
        else:
            link = Link(Booking.objects.select_related("event__organisation").get(pk=number), None)
    except (signing.BadSignature, ValueError, Registration.DoesNotExist, Booking.DoesNotExist) as error:
        raise LinkUnusable from error
    if link.booking.event.last_day + USABLE_AFTER_EVENT < timezone.localdate():
        raise LinkUnusable
    return link


def booking_path(booking: Booking, language: Language | str) -> str:
    """The path of the contact's page in one language."""
    return path_in(language, "registration_manage", booking_token(booking))


def manage_path(registration: Registration, language: Language | str) -> str:
    """The path of one person's page in one language."""
    return path_in(language, "registration_manage", registration_token(registration))


def manage_address(registration: Registration, language: Language | str) -> str:
    """The full address of one person's page in one language, for mails."""
    return f"{settings.SITE_URL}{manage_path(registration, language)}"


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT)


def _read(token: str) -> tuple[str, int]:
    value = _signer().unsign(token)
    if value[:1] not in {BOOKING, REGISTRATION}:
        raise signing.BadSignature
    return value[:1], int(value[1:])
