"""What the card of an event shows beyond what every document has."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilingual.text import text_of
from events.choices import Format, Mode, Precision, Type
from events.dates import date_text, time_text
from events.models import Event
from events.places import place_text
from search.models import Document

# of a whole event, in the words of the project's programme; of what there is one only, the singular
CONTENTS: Mapping[Format, str | Promise] = {
    Format.TALK: _("Expert talks"),
    Format.WORKSHOP: Format.WORKSHOP.label,
    Format.EXCHANGE: Format.EXCHANGE.label,
    Format.VISIT: _("Best-practice visits"),
    Format.EXHIBITION: Format.EXHIBITION.label,
}
FACTS = (
    "first_day", "last_day", "precision", "starts_at", "ends_at", "type", "mode", "town", "country", "called_off_at",
    "formats", "changed_at", "organisation__name",
)  # fmt: skip


def add_facts(documents: Sequence[Document]) -> None:
    """Let each document know its event; one query."""
    rows = Event.objects.filter(pk__in=[document.object_id for document in documents])
    found = rows.select_related("organisation").only(*FACTS).in_bulk()
    for document in documents:
        document.event = found.get(document.object_id)  # type: ignore[attr-defined]


def values(document: Document) -> Mapping[str, str]:
    """Texts of the card; empty ones where the document was not completed."""
    event: Event | None = getattr(document, "event", None)
    return {
        "title": text_of(document, "title").value,
        "when": date_text(event) if event else "",
        "hours": time_text(event) if event else "",
        "place": place_text(event) if event else document.place,
        "organisation": event.organisation.name if event else "",
    }


def shape(document: Document) -> Mapping[str, Hashable]:
    """What decides about the markup: type, mode, whether it is past or called off, the language of the title."""
    event: Any = getattr(document, "event", None)
    title = text_of(document, "title")
    return {
        "type_label": str(Type(event.type).label) if event else "",
        "mode_label": str(Mode(event.mode).label) if event and event.mode != Mode.ON_SITE else "",
        "called_off": bool(event and event.is_called_off),
        "past": bool(event and event.is_past),
        "open_day": bool(event and event.precision != Precision.DAY),
        "title_language": title.language.value if title.foreign else "",
    }


def format_labels(codes: Sequence[str]) -> list[str]:
    """The contents of an event in the active language."""
    return [str(CONTENTS[Format(code)]) for code in codes]
