"""What clerks do with events."""

from typing import Any

from django.db import transaction

from bilingual.choices import Language
from events.models import Event
from organisations.exceptions import EditConflict
from publishing import services as publishing
from publishing.registry import subject_of

# what only the review, the organisers and the services decide, whatever a form was opened with
KEPT = (
    *("status", "submitted_at", "published_at", "slug", "organisation_id", "first_day", "last_day", "precision"),
    *("starts_at", "ends_at", "doors_open_at", "mode", "venue", "street", "country", "postcode", "town", "region_id"),
    *("lat", "lon", "online_url", "called_off_at", "call_off_reason_de", "call_off_reason_cs", "is_template"),
    *("sequence", "confirmed_at", "is_example"),
)


@transaction.atomic
def correct_event(*, form: Any, actor: Any, version: int, checked: bool) -> Event:
    """Save a clerk's correction: it counts as reviewed. Raises EditConflict, or NotResponsible for another region."""
    event: Event = form.instance
    # the same lock as the review's: the organiser may save at this very moment
    before = subject_of(Event.kind).get(event.pk, lock=True)
    if before.version != version:
        raise EditConflict([], before.version)
    for field in KEPT:
        setattr(event, field, getattr(before, field))
    event.update_states({language: before.texts(language) for language in Language.values}, checked=checked)
    event.version = version + 1
    event.save()
    publishing.corrected(kind=Event.kind, entry=event, actor=actor)
    return event
