"""Documents of events: which ones somebody may read. They are checked as all files are (`organisations.files`)."""

from collections.abc import Collection
from typing import Any

from events.choices import Audience, State
from events.exceptions import LinkUnusable
from events.models import Event, Registration
from events.tokens import read_token


def audiences_of(event: Event, user: Any, key: str = "") -> Collection[str]:
    """Whose documents this reader gets: those for everybody, for participants, for the organisers.

    `key` is the signed part of a participant's link, for those without an account.
    """
    if user.is_authenticated and Event.objects.checked_in_by(user).filter(pk=event.pk).exists():
        return tuple(Audience)
    if (user.is_authenticated and takes_part(event, user)) or (key and opens_documents(event, key)):
        return (Audience.PUBLIC, Audience.PARTICIPANTS)
    return (Audience.PUBLIC,)


def takes_part(event: Event, user: Any) -> bool:
    """Whether the user has a place, or has booked one for somebody."""
    own = Registration.objects.filter(event=event.pk).confirmed()
    return bool(own.filter(booking__user=user).exists() or own.filter(email=user.email).exists())


def opens_documents(event: Event, key: str) -> bool:
    """Whether a signed link belongs to somebody with a place at this event."""
    try:
        link = read_token(key)
    except LinkUnusable:
        return False
    if link.booking.event_id != event.pk:
        return False
    if link.registration is not None:
        return link.registration.state == State.CONFIRMED
    return bool(link.booking.registrations.confirmed().exists())
