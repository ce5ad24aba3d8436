"""The programme is written: items moved, copied, taken away; speakers, rooms, tracks and documents."""

from copy import copy
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from events.choices import ENDED
from events.exceptions import HasBookings
from events.models import Document, Event, ItemBooking, PickUpPoint, ProgrammeItem
from events.models.programme import FOLDER
from events.services.copying import moved
from events.services.moves import note_move
from events.services.planning import note_change
from events.services.waiting import go_on
from organisations.downloads import sweep
from organisations.files import CheckedFile
from publishing.registry import subject_of

WHEN_AND_WHERE = ("starts_at", "ends_at", "room_id")


@transaction.atomic
def save_item(*, form: Any, points: Any, actor: Any) -> ProgrammeItem:
    """Save a valid form of a new or a changed item with its pick-up points."""
    item: ProgrammeItem = form.instance
    _locked(item.event_id)
    before = ProgrammeItem.objects.filter(pk=item.pk).first() if item.pk else None
    form.save()
    points.instance = item
    points.save()
    stops_changed = any(point.has_changed() for point in points.initial_forms)
    has_moved = before is not None and any(getattr(before, name) != getattr(item, name) for name in WHEN_AND_WHERE)
    note_change(event_id=item.event_id, actor=actor, has_moved=has_moved or stops_changed)
    if before is not None and (has_moved or stops_changed):
        note_move(item=item, before=before, stops_changed=stops_changed)
    if before is not None and item.needs_booking and before.capacity != item.capacity:
        go_on(item.event_id)
    return item


@transaction.atomic
def delete_item(*, event_id: int, item_id: int, actor: Any) -> None:
    """Take an item out of the programme; raises HasBookings while people have places in it, or DoesNotExist."""
    item = _item(event_id, item_id)
    if ItemBooking.objects.filter(item=item).exclude(state__in=ENDED).exists():
        raise HasBookings
    item.delete()
    note_change(event_id=event_id, actor=actor)


@transaction.atomic
def duplicate_item(*, event_id: int, item_id: int, actor: Any) -> ProgrammeItem:
    """The same item once more, right after the first one."""
    item = _item(event_id, item_id)
    speakers, points = list(item.speakers.all()), list(item.pick_up_points.all())
    length = item.ends_at - item.starts_at
    item.pk, item.called_off_at = None, None
    item._state.adding = True
    item.starts_at += length
    item.ends_at += length
    item.save()
    item.speakers.set(speakers)
    for point in points:
        point.pk, point.item = None, item
        point._state.adding = True
    PickUpPoint.objects.bulk_create(points)
    note_change(event_id=event_id, actor=actor)
    return item


@transaction.atomic
def shift_item(*, event_id: int, item_id: int, actor: Any, minutes: int = 0, days: int = 0) -> ProgrammeItem:
    """Let an item take place earlier or later; a day later is the same hour by the clock."""
    item = _item(event_id, item_id)
    before = copy(item)
    for name in ("starts_at", "ends_at"):
        setattr(item, name, moved(getattr(item, name), timedelta(days=days)) + timedelta(minutes=minutes))
    item.save(update_fields=["starts_at", "ends_at"])
    note_change(event_id=event_id, actor=actor, has_moved=True)
    note_move(item=item, before=before)
    return item


@transaction.atomic
def swap_rooms(*, event_id: int, item_id: int, other_id: int, actor: Any) -> ProgrammeItem:
    """Let two items change their rooms."""
    item, other = _item(event_id, item_id), _item(event_id, other_id)
    pairs = [(item, copy(item)), (other, copy(other))]
    item.room_id, other.room_id = other.room_id, item.room_id
    for row, _before in pairs:
        row.save(update_fields=["room"])
    note_change(event_id=event_id, actor=actor, has_moved=True)
    for row, before in pairs:
        note_move(item=row, before=before)
    return item


@transaction.atomic
def save_part(*, form: Any, event_id: int, actor: Any) -> Any:
    """Save a valid form or formset of something that stands in the programme: a speaker, rooms, tracks."""
    _locked(event_id)
    saved = form.save()
    note_change(event_id=event_id, actor=actor)
    return saved


@transaction.atomic
def delete_part(*, part: Any, actor: Any) -> None:
    """Take a speaker or a document out of the programme."""
    event_id = part.event_id
    file = part.file.name if isinstance(part, Document) else ""
    part.delete()
    if file:
        transaction.on_commit(lambda: default_storage.delete(file))
    note_change(event_id=event_id, actor=actor)


@transaction.atomic
def save_document(*, form: Any, upload: CheckedFile | None, event_id: int, actor: Any) -> Document:
    """Save a valid form of a document; `upload` is a new file in place of an earlier one."""
    _locked(event_id)
    row: Document = form.save(commit=False)
    before = row.file.name if row.pk else ""
    if upload:
        row.file_name, row.content_type, row.size = upload.name, upload.content_type, upload.size
        row.file.save(upload.name, upload.content, save=False)
    row.save()
    if before and upload:
        transaction.on_commit(lambda: default_storage.delete(before))
    note_change(event_id=event_id, actor=actor)
    return row


def sweep_up_documents() -> int:
    """Delete files of documents and events that are gone; how many."""
    return sweep(FOLDER, set(Document.objects.values_list("file", flat=True)))


def _locked(event_id: int) -> Event:
    event: Event = subject_of(Event.kind).get(event_id, lock=True)
    return event


def _item(event_id: int, item_id: int) -> ProgrammeItem:
    _locked(event_id)
    return ProgrammeItem.objects.get(event=event_id, pk=item_id)
