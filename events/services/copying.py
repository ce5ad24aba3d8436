"""A new event from a template or an earlier one: everything but the people."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bilingual.choices import Language, TextState
from events.choices import Precision
from events.models import (
    ConsentText,
    Desk,
    Event,
    EventPartner,
    PickUpPoint,
    ProgrammeItem,
    Question,
    Room,
    Speaker,
    Stand,
    Track,
)
from events.services.planning import KEPT, KIND, start_event
from publishing import services as publishing

DESK_TIMES = ("opens_at", "closes_at")
# what belongs to one event alone
DESK_OF_ITS_OWN = {"event": None, "is_open": False, "last_number": 0, "reconfirmation_sent_at": None,
                   "reminder_sent_at": None}  # fmt: skip


@transaction.atomic
def copy_event(*, source_id: int, wanted: Event, actor: Any) -> Event:
    """A new draft with the texts, the programme and the settings of another event, moved to the days of `wanted`.

    `wanted`: an unsaved event with organisation, days, type, original language and perhaps a title. Registrations,
    documents and staff stay behind; `actor` becomes the main organiser.
    """
    source: Event = Event.objects.get(pk=source_id)
    days = wanted.first_day - source.first_day
    event = _event(source, wanted)
    states = {language: source.state(language) for language in Language.values}
    start_event(event=event, actor=actor)
    _keep_states(event, source, states)
    _rows(EventPartner, source.partners.all(), event=event)
    _rows(Stand, source.stands.all(), event=event)
    _rows(Question, source.questions.all(), event=event)
    _consent_texts(source, event)
    _desk(source, event, days)
    _programme(source, event, days)
    publishing.created(kind=KIND, entry=event, actor=actor)
    return event


def moved(moment: datetime, days: timedelta) -> datetime:
    """The same hour by the clock on the wall, so many days later, also across the change to summer time."""
    return timezone.make_aware(timezone.localtime(moment).replace(tzinfo=None) + days)


def _event(source: Event, wanted: Event) -> Event:
    event: Event = Event.objects.get(pk=source.pk)
    event.pk = None
    event._state.adding = True
    blank = Event()
    for field in (*KEPT, "version", "is_template"):
        setattr(event, field, getattr(blank, field))
    for field in ("organisation_id", "type", "first_day", "last_day", "precision"):
        setattr(event, field, getattr(wanted, field))
    if event.precision == Precision.DAY and source.precision == Precision.DAY and wanted.first_day == wanted.last_day:
        event.last_day = wanted.first_day + (source.last_day - source.first_day)
    _title(event, source, wanted)
    if event.organisation_id != source.organisation_id:
        # people of another house would be asked about an event that they know nothing of
        event.contact_name = event.contact_email = event.contact_phone = ""
    return event


def _consent_texts(source: Event, event: Event) -> None:
    """People agree to what the new organiser does with their data, not the one whose event was copied."""
    before, after = source.organisation.name, event.organisation.name

    def rename(text: ConsentText) -> None:
        for field in ("text_de", "text_cs"):
            setattr(text, field, getattr(text, field).replace(before, after))

    _rows(ConsentText, source.consent_texts.filter(replaced_at=None), event=event, change=rename)


def _title(event: Event, source: Event, wanted: Event) -> None:
    """A new title stands in one language; the old one of the other language would be of another event."""
    language = Language(wanted.original_language)
    if title := getattr(wanted, f"title_{language}"):
        event.original_language = language
        setattr(event, f"title_{language}", title)
        if title != getattr(source, f"title_{language}"):
            setattr(event, f"title_{language.other}", "")


def _keep_states(event: Event, source: Event, states: dict[str, TextState]) -> None:
    """A checked translation stays one as long as no text is another."""
    if all(event.texts(language) == source.texts(language) for language in Language.values):
        event.original_language = source.original_language
        for language, state in states.items():
            setattr(event, f"state_{language}", state)
        event.save(update_fields=["original_language", *(f"state_{language}" for language in states)])


def _desk(source: Event, event: Event, days: timedelta) -> None:
    desk = Desk.objects.filter(event=source.pk).first()
    if desk is None:
        Desk.objects.create(event=event)
        return
    for field, value in DESK_OF_ITS_OWN.items():
        setattr(desk, field, value)
    for field in DESK_TIMES:
        if moment := getattr(desk, field):
            setattr(desk, field, moved(moment, days))
    desk.event = event
    desk._state.adding = True
    desk.save(force_insert=True)


def _programme(source: Event, event: Event, days: timedelta) -> None:
    tracks = _rows(Track, source.tracks.all(), event=event)
    rooms = _rows(Room, source.rooms.all(), event=event)
    speakers = _rows(Speaker, source.speakers.all(), event=event)

    def place(item: ProgrammeItem) -> None:
        item.track_id = tracks.get(item.track_id)
        item.room_id = rooms.get(item.room_id)
        item.starts_at, item.ends_at = moved(item.starts_at, days), moved(item.ends_at, days)

    items = _rows(ProgrammeItem, source.items.all(), event=event, change=place)
    points = PickUpPoint.objects.filter(item__event=source.pk)

    def join(point: PickUpPoint) -> None:
        point.item_id = items[point.item_id]

    _rows(PickUpPoint, points, change=join)
    links = ProgrammeItem.speakers.through
    links.objects.bulk_create(
        links(programmeitem_id=items[link.programmeitem_id], speaker_id=speakers[link.speaker_id])
        for link in links.objects.filter(programmeitem__event=source.pk).order_by("id")
    )


def _rows(
    model: type[Any],
    rows: Iterable[models.Model],
    *,
    event: Event | None = None,
    change: Callable[[Any], None] | None = None,
) -> dict[Any, int]:
    """Copies of rows, of `event` where one is given; the old number → the new one."""
    copies, old = [], []
    for row in rows:
        old.append(row.pk)
        row.pk = None
        row._state.adding = True
        if event is not None:
            row.event = event  # type: ignore[attr-defined]
        if change:
            change(row)
        copies.append(row)
    new = model._default_manager.bulk_create(copies)
    return dict(zip(old, [row.pk for row in new], strict=True))
