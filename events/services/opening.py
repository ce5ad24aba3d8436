"""Whether people can register now."""

from datetime import datetime

from django.utils import timezone

from events.exceptions import NotOpenYet, RegistrationClosed
from events.models import Desk


def check_open(desk: Desk | None, now: datetime | None = None) -> None:
    """Raises NotOpenYet or RegistrationClosed when nobody can register at this moment; reads `desk.event`."""
    moment = now or timezone.now()
    if desk is None:
        raise RegistrationClosed
    event = desk.event
    if not desk.is_open or not event.is_published or event.is_template or event.is_called_off or event.is_past:
        raise RegistrationClosed
    if desk.closes_at and desk.closes_at <= moment:
        raise RegistrationClosed
    if desk.opens_at and desk.opens_at > moment:
        raise NotOpenYet(desk.opens_at)


def is_open(desk: Desk | None) -> bool:
    """Whether people can register now."""
    try:
        check_open(desk)
    except (NotOpenYet, RegistrationClosed):
        return False
    return True
