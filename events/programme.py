"""The programme and the speakers of an event as its page shows them; made for hundreds of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from bilingual.choices import Language
from bilingual.text import page_language
from events.availability import places_text
from events.choices import Interpretation, ItemType
from events.dates import hours_text
from events.models import Event, ProgrammeItem, Speaker
from events.services.places import with_counts
from organisations.choices import SpokenLanguage
from search.stencils import Stencil

ITEM, SPEAKER = Stencil("events/programme_item.html"), Stencil("events/speaker.html")
MOST_COLUMNS = 6
"""More tracks than that stand below each other."""
FIELDS = (
    "pk", "type", "title_de", "title_cs", "description_de", "description_cs", "starts_at", "ends_at", "track_id",
    "languages", "interpretation", "needs_booking", "capacity", "taken", "ahead", "needs_identity_card",
    "meeting_point_de", "meeting_point_cs", "called_off_at",
    "track__name_de", "track__name_cs", "track__position", "room__name_de", "room__name_cs",
)  # fmt: skip
SPEAKER_FIELDS = (
    "pk", "title_before", "first_name", "last_name", "title_after", "organisation_name", "organisation__name",
    "function_de", "function_cs", "about_de", "about_cs",
)  # fmt: skip
PLAIN_TYPES = (ItemType.BREAK, ItemType.WELCOME, ItemType.OTHER)
"""Their titles say enough."""
MOST_BESIDE_FACTS = 3
"""More columns than that need the whole width of the page."""
type Row = Mapping[str, Any]


@dataclass(slots=True)
class Slot:
    """What begins at the same time."""

    start: str
    items: SafeString
    layout: str
    """The number of columns, or "beside" where several things without a track run at the same time."""


@dataclass(slots=True)
class Day:
    """A day with as many columns as tracks run beside each other; 1 where there are none."""

    day: date
    columns: int
    slots: list[Slot] = field(default_factory=list)


@dataclass(slots=True)
class Programme:
    """Everything that the page says about items and speakers."""

    days: list[Day]
    speakers: SafeString
    speaker_count: int
    visits: list[Row]

    @property
    def is_wide(self) -> bool:
        """Whether some day has too many tracks to stand beside the facts of the event."""
        return any(day.columns > MOST_BESIDE_FACTS for day in self.days)


def programme_of(event: Event) -> Programme:
    """Read and lay out the programme; three statements, whatever its length."""
    items = event.items.order_by("starts_at", "track__position", "track_id", "pk")
    rows = list(with_counts(items).values(*FIELDS))
    speakers = {row["pk"]: row for row in Speaker.objects.filter(event=event.pk).values(*SPEAKER_FIELDS)}
    said_by = _speakers_of(event, speakers)
    return Programme(
        days=_days(rows, said_by, event),
        speakers=_joined(_speaker(row) for row in speakers.values()),
        speaker_count=len(speakers),
        visits=[row for row in rows if row["type"] == ItemType.VISIT],
    )


def _speakers_of(event: Event, speakers: Mapping[int, Row]) -> Mapping[int, list[str]]:
    """The names of each item, in the order of the speakers."""
    links = ProgrammeItem.speakers.through.objects.filter(programmeitem__event=event.pk)
    items: defaultdict[int, list[int]] = defaultdict(list)
    for speaker, item in links.values_list("speaker_id", "programmeitem_id"):
        items[speaker].append(item)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for pk, row in speakers.items():
        for item in items.get(pk, ()):
            names[item].append(_name(row))
    return names


def _days(rows: Sequence[Row], said_by: Mapping[int, list[str]], event: Event) -> list[Day]:
    days = []
    language = page_language()
    for day, of_day in groupby(rows, key=lambda row: timezone.localtime(row["starts_at"]).date()):
        items = list(of_day)
        tracks = list(dict.fromkeys(row["track_id"] for row in sorted(items, key=_place) if row["track_id"]))
        columns = len(tracks) if 1 < len(tracks) <= MOST_COLUMNS else 1
        column = {track: place for place, track in enumerate(tracks, 1)} if columns > 1 else {}
        found = Day(day, columns)
        for start, together in groupby(items, key=lambda row: row["starts_at"]):
            shown = list(together)
            parts = _joined(_item(row, column, said_by, event, language) for row in shown)
            tracked = any(row["track_id"] in column for row in shown)
            layout = "beside" if len(shown) > 1 and not tracked else str(columns)
            found.slots.append(Slot(_hour(start), parts, layout))
        days.append(found)
    return days


def _place(row: Row) -> tuple[int, int]:
    return row["track__position"] or 0, row["track_id"] or 0


def _item(
    row: Row, column: Mapping[int, int], said_by: Mapping[int, list[str]], event: Event, language: Language
) -> SafeString:
    title, title_language = _text(row, "title", language)
    about, about_language = _text(row, "description", language)
    type_ = ItemType(row["type"])
    return ITEM.fill(
        {
            "hours": hours_text(timezone.localtime(row["starts_at"]).time(), timezone.localtime(row["ends_at"]).time()),
            "title": title or str(type_.label),
            "track": _text(row, "track__name", language)[0],
            "room": _text(row, "room__name", language)[0],
            "speakers": said_by.get(row["pk"], []),
            "paragraphs": about.split("\n\n") if about else [],
            "languages": _languages(row["languages"]) if row["languages"] != event.languages else "",
            "places": _places(row),
            "meeting_point": _text(row, "meeting_point", language)[0],
        },
        type=type_.value,
        type_label=str(type_.label) if title and type_ not in PLAIN_TYPES else "",
        column=column.get(row["track_id"], 0),
        title_language=title_language,
        about_language=about_language,
        needs_booking=(row["needs_booking"] or row["capacity"] is not None) and row["called_off_at"] is None,
        called_off=row["called_off_at"] is not None,
        identity_card=row["needs_identity_card"],
        interpretation=_interpretation(row, event),
    )


def _places(row: Row) -> str:
    """As the form counts them: while people wait, the next free place is theirs."""
    if row["capacity"] is None:
        return ""
    return places_text(0 if row["ahead"] else row["capacity"] - row["taken"], row["capacity"])


def _interpretation(row: Row, event: Event) -> str:
    """Only where it is another one than that of the whole event."""
    if row["interpretation"] in (Interpretation.NONE, event.interpretation):
        return ""
    return str(Interpretation(row["interpretation"]).label)


def _speaker(row: Row) -> SafeString:
    language = page_language()
    function, function_language = _text(row, "function", language)
    about, about_language = _text(row, "about", language)
    return SPEAKER.fill(
        {
            "name": _name(row),
            "function": function,
            "organisation": row["organisation__name"] or row["organisation_name"],
            "paragraphs": about.split("\n\n") if about else [],
        },
        function_language=function_language,
        about_language=about_language,
    )


def _name(row: Row) -> str:
    name = " ".join(filter(None, (row["title_before"], row["first_name"], row["last_name"])))
    return ", ".join(filter(None, (name, row["title_after"])))


def _text(row: Row, name: str, language: Language) -> tuple[str, str]:
    """The text for this reader, and its language where that is not the page's."""
    if value := row[f"{name}_{language.value}"]:
        return value, ""
    other = language.other.value
    value = row[f"{name}_{other}"] or ""
    return value, other if value else ""


def _languages(codes: Iterable[str]) -> str:
    return ", ".join(str(SpokenLanguage(code).label) for code in codes)


def _hour(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02}"


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))
