"""What the card of an event shows beyond what every document has."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from bilingual.text import page_language, text_of
from events.choices import Format, Mode, Precision, Type
from events.dates import date_text, time_text
from events.models import Event
from events.places import place_text
from search import prepared
from search.models import Document

# of a whole event, in the words of the project's programme; of what there is one only, the singular
CONTENTS: Mapping[Format, str | Promise] = {
    Format.TALK: _("Expert talks"),
    Format.WORKSHOP: Format.WORKSHOP.label,
    Format.EXCHANGE: Format.EXCHANGE.label,
    Format.VISIT: _("Best-practice visits"),
    Format.EXHIBITION: Format.EXHIBITION.label,
}
# in plain SQL, planned once: each list page asks for it, and Django takes as long to write it as to read the rows
FACTS = """
    SELECT event.id, event.first_day, event.last_day, event.precision, event.starts_at, event.ends_at, event.type,
        event.mode, event.town, event.country, event.called_off_at, event.formats, event.changed_at, owner.name
    FROM events_event AS event JOIN organisations_organisation AS owner ON owner.id = event.organisation_id
    WHERE event.id = ANY(%s::bigint[])
"""


class EventFacts(NamedTuple):
    """What lists and feeds show of an event, read without the rest of it."""

    pk: int
    first_day: date
    last_day: date
    precision: str
    starts_at: time | None
    ends_at: time | None
    type: str
    mode: str
    town: str
    country: str
    called_off_at: datetime | None
    formats: Sequence[str]
    changed_at: datetime
    organiser: str

    @property
    def has_exact_date(self) -> bool:
        """Whether the day is known."""
        return self.precision == Precision.DAY


def add_facts(documents: Sequence[Document]) -> None:
    """Let each document know its event; one query."""
    rows = prepared.rows(FACTS, [prepared.numbers([document.object_id for document in documents])])
    found = {row[0]: EventFacts(*row) for row in rows}
    for document in documents:
        document.event = found.get(document.object_id)  # type: ignore[attr-defined]


def values(document: Document) -> Mapping[str, str]:
    """Texts of the card; empty ones where the document was not completed."""
    event: EventFacts | None = getattr(document, "event", None)
    title = text_of(document, "title").value
    if event is None:
        return {"title": title, "when": "", "hours": "", "place": document.place, "organisation": ""}
    when, hours = _when(*event[1:6], page_language())
    place = event.town or _place(event.mode, event.country, page_language())
    return {"title": title, "when": when, "hours": hours, "place": place, "organisation": event.organiser}


def shape(document: Document) -> Mapping[str, Hashable]:
    """What decides about the markup: type, mode, whether it is past or called off, the language of the title."""
    event: EventFacts | None = getattr(document, "event", None)
    title = text_of(document, "title")
    type_label, mode_label = _labels(event.type, event.mode, page_language()) if event else ("", "")
    return {
        "type_label": type_label,
        "mode_label": mode_label,
        "called_off": bool(event and event.called_off_at),
        "past": bool(event and event.last_day < timezone.localdate()),
        "open_day": bool(event and not event.has_exact_date),
        "title_language": title.language.value if title.foreign else "",
    }


@lru_cache(2000)
def _when(
    first: date, last: date, precision: str, start: time | None, end: time | None, _language: Language
) -> tuple[str, str]:
    """Date and hours in words."""
    event: Any = Event(first_day=first, last_day=last, precision=precision, starts_at=start, ends_at=end)
    return date_text(event), time_text(event)


@lru_cache(100)
def _place(mode: str, country: str, _language: Language) -> str:
    """What stands for a town that is open."""
    return place_text(Event(mode=mode, country=country))


@lru_cache(100)
def _labels(type_: str, mode: str, _language: Language) -> tuple[str, str]:
    return str(Type(type_).label), str(Mode(mode).label) if mode != Mode.ON_SITE else ""


def format_labels(codes: Sequence[str]) -> list[str]:
    """The contents of an event in the active language."""
    return [str(CONTENTS[Format(code)]) for code in codes]
