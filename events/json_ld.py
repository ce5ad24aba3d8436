"""An event in the words of schema.org, for search engines."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from bilingual.text import text_of
from events.choices import Mode, Precision
from events.icalendar import ZONE
from events.models import Event
from events.places import place_text
from organisations.json_ld import data_block

ATTENDANCE = {
    Mode.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def event_json_ld(event: Event, request: HttpRequest) -> SafeString:
    """A data block for the page's head; holds only what the page shows. Partners are read: fetch them along."""
    address = settings.SITE_URL + request.path
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "BusinessEvent",
            "@id": address,
            "url": address,
            "name": text_of(event, "title").value,
            "description": text_of(event, "summary").value or text_of(event, "description").value,
            "startDate": _moment(event, event.first_day, event.starts_at),
            "endDate": _moment(event, event.last_day, event.ends_at),
            "doorTime": _moment(event, event.first_day, event.doors_open_at) if event.doors_open_at else "",
            "eventStatus": f"https://schema.org/{'EventCancelled' if event.is_called_off else 'EventScheduled'}",
            "eventAttendanceMode": ATTENDANCE[Mode(event.mode)],
            "location": _location(event, address),
            "organizer": _organisers(event),
            "inLanguage": list(event.languages),
            "isAccessibleForFree": not (event.fee_de or event.fee_cs),
        }
    )


def _moment(event: Event, day: date, hour: time | None) -> str:
    """As exactly as it is known: ISO 8601 has months, too."""
    if event.precision != Precision.DAY:
        return f"{day:%Y-%m}"
    return datetime.combine(day, hour, tzinfo=ZONE).isoformat() if hour else day.isoformat()


def _location(event: Event, address: str) -> Any:
    online = {"@type": "VirtualLocation", "url": address}
    if event.mode == Mode.ONLINE:
        return online
    return [_place(event), online] if event.mode == Mode.HYBRID else _place(event)


def _place(event: Event) -> dict[str, Any]:
    parts = {
        "@type": "PostalAddress",
        "streetAddress": event.street,
        "postalCode": event.formatted_postcode,
        "addressLocality": event.town,
        "addressCountry": event.country,
    }
    place: dict[str, Any] = {
        "@type": "Place",
        "name": event.venue or place_text(event),
        "address": {key: value for key, value in parts.items() if value},
    }
    if event.lat is not None and event.lon is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": event.lat, "longitude": event.lon}
    return place


def _organisers(event: Event) -> list[dict[str, Any]]:
    owner = event.organisation
    found = [_organisation(owner.name, reverse(f"{owner.kind}_detail", args=[owner.slug]))]
    return found + [_organisation(str(row)) for row in event.partners.all() if row.role == "co_organiser"]


def _organisation(name: str, path: str = "") -> dict[str, Any]:
    named = {"@type": "Organization", "name": name}
    return {**named, "url": settings.SITE_URL + path} if path else named
