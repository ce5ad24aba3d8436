"""What cannot be right in a programme: two things in one room, a speaker in two places, an item on another day."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import ItemType
from events.models import Event, ProgrammeItem

# people drink coffee among the stands: what shares a room by its nature takes it from nobody
SHARING = {ItemType.BREAK, ItemType.EXHIBITION}


def conflicts(event: Event, items: Iterable[ProgrammeItem]) -> dict[int, list[str]]:
    """Warnings in the reader's words by the number of the item; `items` with their rooms and speakers at hand."""
    rows = sorted((item for item in items if not item.called_off_at), key=lambda item: item.starts_at)
    found: dict[int, list[str]] = {}
    for item in rows:
        if event.has_exact_date and not _within(event, item):
            found.setdefault(item.pk, []).append(_("This is not on a day of the event."))
        for problem in _seats(item):
            found.setdefault(item.pk, []).append(problem)
    for one, other in _overlapping(rows):
        for item, meanwhile in ((one, other), (other, one)):
            if warnings := _clashes(item, meanwhile):
                found.setdefault(item.pk, []).extend(warnings)
    return found


def _overlapping(rows: list[ProgrammeItem]) -> Iterable[tuple[ProgrammeItem, ProgrammeItem]]:
    """Pairs that run at the same time; `rows` by their beginning."""
    running: list[ProgrammeItem] = []
    for item in rows:
        running = [earlier for earlier in running if earlier.ends_at > item.starts_at]
        yield from ((earlier, item) for earlier in running)
        running.append(item)


def _clashes(item: ProgrammeItem, other: ProgrammeItem) -> list[str]:
    texts = []
    if item.room_id and item.room_id == other.room_id and not {item.type, other.type} & SHARING:
        texts.append(_("The room is taken by “%(other)s” at the same time.") % {"other": other})
    busy = {speaker.pk for speaker in other.speakers.all()}
    return texts + [
        _("%(name)s also speaks in “%(other)s” at the same time.") % {"name": speaker, "other": other}
        for speaker in item.speakers.all()
        if speaker.pk in busy
    ]


def _within(event: Event, item: ProgrammeItem) -> bool:
    first, last = (timezone.localtime(moment).date() for moment in (item.starts_at, item.ends_at))
    return event.first_day <= first and last <= event.last_day


def _seats(item: ProgrammeItem) -> list[str]:
    seats: Any = item.room.capacity if item.room_id and item.room else None
    if seats and item.capacity and item.capacity > seats:
        return [_("The room has %(seats)d seats, fewer than the places of this item.") % {"seats": seats}]
    return []
