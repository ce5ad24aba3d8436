"""What time brings about, also when a worker was killed in the middle: each step finds by itself what is due."""

from django.db.models import F
from django.utils import timezone

from events.models import Desk
from events.services import places, waiting
from events.services.guests import events_with_unconfirmed, lapse
from events.services.offers import events_with_expired_offers, expire_offers


def events_to_go_on() -> list[int]:
    """Numbers of the events where something is due."""
    return sorted({*events_with_expired_offers(), *events_with_unconfirmed(), *_with_free_places()})


def sweep(*, event_id: int) -> None:
    """End offers and unconfirmed registrations whose time is over, then give what is free to those who wait."""
    expire_offers(event_id=event_id)
    lapse(event_id=event_id)
    waiting.go_on(event_id)


def _with_free_places() -> set[int]:
    """Events where people wait though places are free, as after a change of the settings."""
    desks = Desk.objects.filter(event__last_day__gte=timezone.localdate(), event__called_off_at=None)
    counted = desks.annotate(taken=places.taken_of_event(), waits=places.is_waited_for()).filter(waits=True)
    free = counted.filter(capacity=None) | counted.filter(capacity__gt=F("taken"))
    return set(free.values_list("pk", flat=True)) | waiting.events_with_free_items()
