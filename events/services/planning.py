"""An event on its way: created, saved, submitted, archived, called off."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bilingual.choices import Language
from events.choices import StaffRole
from events.completeness import missing_facts
from events.exceptions import Incomplete
from events.models import Desk, Event, EventPartner, EventStaff
from events.services.letters import tell_participants_of_change
from organisations.exceptions import EditConflict
from organisations.places import find_place
from organisations.services.profiles import TEXTLESS, differing_fields
from publishing import services as publishing
from publishing.choices import Status
from publishing.exceptions import AlreadyDecided
from publishing.registry import subject_of

KIND = Event.kind
LONGEST_SLUG = 90
TWICE_WITHIN = timedelta(minutes=10)
# what only the review and the services decide, whatever a form was opened with
KEPT = (
    *("status", "submitted_at", "published_at", "slug", "organisation_id", "sequence", "confirmed_at", "is_example"),
    *("called_off_at", "call_off_reason_de", "call_off_reason_cs"),
)
ADDRESS = ("country", "postcode", "town")
TIME_AND_PLACE = (
    *("first_day", "last_day", "precision", "starts_at", "ends_at"),
    *("mode", "venue", "street", "country", "postcode", "town", "online_url"),
)
"""What stands in a calendar: a change of it raises `Event.sequence`."""
YES, NO = "yes", "no"


@transaction.atomic
def create_event(*, form: Any, actor: Any) -> Event:
    """A new draft from a valid form, with `actor` as its main organiser."""
    get_user_model().objects.select_for_update(of=("self",)).get(pk=actor.pk)
    event: Event = form.save(commit=False)
    if twin := _twin(event, actor):
        return twin
    start_event(event=event, actor=actor)
    Desk.objects.create(event=event)
    publishing.created(kind=KIND, entry=event, actor=actor)
    return event


def start_event(*, event: Event, actor: Any) -> None:
    """Save a new event with its place, the states of its texts, a page address and its main organiser."""
    place_on_map(event)
    event.update_states(TEXTLESS)
    event.slug = secrets.token_hex(16)  # until the number is known
    event.save()
    stem = slugify(str(event).replace("ß", "ss"))[:LONGEST_SLUG].strip("-")
    event.slug = f"{stem}-{event.pk}" if stem else str(event.pk)
    event.save(update_fields=["slug"])
    EventStaff.objects.create(event=event, user=actor, role=StaffRole.MAIN)


@transaction.atomic
def save_event(*, form: Any, partners: Any, actor: Any, version: int, checked: bool) -> bool:
    """Save a valid form with its partners; whether time or place are others now.

    `version`: the one the editor opened; `checked`: the editor has compared the translation with the original.
    Raises EditConflict when somebody has saved in between; nothing is written then.
    """
    event: Event = form.instance
    # the same lock as the review's: a clerk may decide at this very moment
    before = subject_of(KIND).get(event.pk, lock=True)
    if before.version != version:
        raise EditConflict(differing_fields(form, before), before.version)
    for field in KEPT:
        setattr(event, field, getattr(before, field))
    if any(getattr(event, field) != getattr(before, field) for field in ADDRESS):
        place_on_map(event)
    has_moved = is_elsewhere(event, before)
    event.sequence += has_moved
    event.update_states({language: before.texts(language) for language in Language.values}, checked=checked)
    event.version = version + 1
    form.save()
    _save_partners(event, partners)
    publishing.edited(kind=KIND, entry=event, actor=actor)
    if has_moved and form.cleaned_data.get("tell_participants") == YES:
        tell_participants_of_change(event_id=event.pk)
    return has_moved


@transaction.atomic
def note_change(*, event_id: int, actor: Any, has_moved: bool = False) -> None:
    """Let history, review and calendars follow a change of the programme; a draft has nobody who follows.

    `has_moved`: something takes place at another time or elsewhere.
    """
    event: Event = subject_of(KIND).get(event_id, lock=True)
    if event.status not in {Status.SUBMITTED, Status.PUBLISHED}:
        return
    if has_moved:
        event.sequence += 1
        event.save(update_fields=["sequence", "changed_at"])
    publishing.edited(kind=KIND, entry=event, actor=actor)


@transaction.atomic
def submit_event(*, pk: int, actor: Any) -> None:
    """Hand an event over to the chamber; raises Incomplete, or AlreadyDecided when it waits already or is published."""
    event = subject_of(KIND).get(pk, lock=True)
    if missing := missing_facts(event):
        raise Incomplete(missing)
    publishing.submit(kind=KIND, pk=pk, actor=actor)


@transaction.atomic
def archive_event(*, pk: int, actor: Any) -> None:
    """Take an event off the public pages and close its registration; raises AlreadyDecided when that was done."""
    publishing.archive(kind=KIND, pk=pk, actor=actor)
    Desk.objects.filter(event=pk).update(is_open=False)


@transaction.atomic
def call_off(*, pk: int, actor: Any, reason_de: str, reason_cs: str) -> None:
    """Say that the event does not take place, and tell the participants; raises AlreadyDecided for a second time."""
    event: Event = subject_of(KIND).get(pk, lock=True)
    if event.called_off_at:
        raise AlreadyDecided
    event.called_off_at = timezone.now()
    event.call_off_reason_de, event.call_off_reason_cs = reason_de, reason_cs
    event.sequence += 1
    event.version += 1
    event.save()
    Desk.objects.filter(event=pk).update(is_open=False)
    publishing.edited(kind=KIND, entry=event, actor=actor)
    tell_participants_of_change(event_id=pk)


def is_elsewhere(event: Event, before: Event) -> bool:
    """Whether time or place are others than before."""
    return any(getattr(event, field) != getattr(before, field) for field in TIME_AND_PLACE)


def place_on_map(event: Event) -> None:
    """Work out the degrees from the postcode; the region, too, where none was chosen."""
    place = find_place(event.postcode, country=event.country, town=event.town) if event.postcode else None
    event.lat, event.lon = (place.lat, place.lon) if place else (None, None)
    if place and not event.region_id:
        event.region_id = place.region_code


def _save_partners(event: Event, partners: Any) -> None:
    partners.instance = event
    rows = partners.save(commit=False)
    for row in partners.deleted_objects:
        row.delete()
    for row in rows:
        row.save()
    order = [form.instance.pk for form in partners.forms if form.instance.pk]
    for position, pk in enumerate(order):
        EventPartner.objects.filter(pk=pk).update(position=position)


def _twin(event: Event, actor: Any) -> Event | None:
    """The draft that the same person has made from the same form a moment ago."""
    since = timezone.now() - TWICE_WITHIN
    title = f"title_{event.original_language}"
    drafts = Event.objects.managed_by(actor).filter(status=Status.DRAFT, version=1, created_at__gte=since)
    same = {title: getattr(event, title), "first_day": event.first_day, "organisation": event.organisation_id}
    twin: Event | None = drafts.filter(**same).first()
    return twin
