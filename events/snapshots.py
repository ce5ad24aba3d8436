"""An event as plain values, for its history and for the reviewer."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.models import Event
from publishing.registry import Snapshot

DAYS = ("first_day", "last_day")
TIMES = ("starts_at", "ends_at", "doors_open_at")
PLAIN = (
    "type", "formats", "title_de", "title_cs", "summary_de", "summary_cs", "description_de", "description_cs",
    "original_language", "state_de", "state_cs", *DAYS, "precision", *TIMES,
    "mode", "venue", "street", "country", "postcode", "town", "region_id", "lat", "lon",
    "directions_de", "directions_cs", "online_url", "languages", "interpretation", "project", "fee_de", "fee_cs",
    "contact_name", "contact_email", "contact_phone",
)  # fmt: skip
# shown to the reviewer; people have booked on them, so that a review takes nothing of them back
SHOWN_ONLY = ("organisation_id",)
PROGRAMME = ("starts_at", "ends_at", "title_de", "title_cs", "type")

LABELS: Mapping[str, str | Promise] = {
    "organisation_id": _("organiser"),
    "type": _("type"),
    "formats": _("formats"),
    "title_de": _("Title (German)"),
    "title_cs": _("Title (Czech)"),
    "summary_de": _("In one sentence (German)"),
    "summary_cs": _("In one sentence (Czech)"),
    "description_de": _("Description (German)"),
    "description_cs": _("Description (Czech)"),
    "first_day": _("first day"),
    "last_day": _("last day"),
    "precision": _("date known to the"),
    "starts_at": _("begins at"),
    "ends_at": _("ends at"),
    "doors_open_at": _("doors open at"),
    "mode": _("where people take part"),
    "venue": _("venue"),
    "street": _("street and house number"),
    "country": _("Country"),
    "postcode": _("Postcode"),
    "town": _("Town"),
    "region_id": _("Region"),
    "directions_de": _("how to get there (German)"),
    "directions_cs": _("how to get there (Czech)"),
    "online_url": _("address of the online event"),
    "languages": _("languages"),
    "interpretation": _("interpretation"),
    "project": _("project"),
    "fee_de": _("fee (German)"),
    "fee_cs": _("fee (Czech)"),
    "contact_name": _("contact person"),
    "contact_email": _("e-mail address"),
    "contact_phone": _("phone"),
    "partners": _("Partners"),
    "programme": _("Programme"),
    "speakers": _("Speakers"),
    "documents": _("Documents"),
}


def take(event: Event) -> Snapshot:
    """All facts and texts, and a summary of programme, speakers, partners and documents."""
    snapshot: Snapshot = {field: _plain(getattr(event, field)) for field in (*PLAIN, *SHOWN_ONLY)}
    partners = event.partners.select_related("organisation")
    snapshot["partners"] = [{"name": str(row), "country": row.country, "role": row.role} for row in partners]
    snapshot["programme"] = [
        {field: _plain(value) for field, value in row.items()} for row in event.items.values(*PROGRAMME)
    ]
    snapshot["speakers"] = [speaker.full_name for speaker in event.speakers.all()]
    snapshot["documents"] = list(event.documents.values("title_de", "title_cs", "file_name", "audience"))
    return snapshot


def put_back(event: Event, snapshot: Snapshot) -> None:
    """Write a snapshot's facts and texts into the event; the programme stays, because people have booked in it."""
    before = _time_and_place(event)
    for field in PLAIN:
        if field in snapshot:
            setattr(event, field, _value(field, snapshot[field]))
    if _time_and_place(event) != before:
        event.sequence += 1
    event.version += 1
    event.save()


def _time_and_place(event: Event) -> tuple[Any, ...]:
    """What calendars must be told of."""
    return tuple(getattr(event, field) for field in (*DAYS, "precision", *TIMES, "venue", "street", "town"))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(value)
    if hasattr(value, "tzinfo") and hasattr(value, "date"):
        return timezone.localtime(value).isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date | time) else value


def _value(field: str, value: Any) -> Any:
    if value is None:
        return None
    if field in DAYS:
        return date.fromisoformat(value)
    return time.fromisoformat(value) if field in TIMES else value
