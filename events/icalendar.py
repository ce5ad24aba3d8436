"""Events for calendars (RFC 5545): feeds of many, and the invitation of one person with its changes."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from bilingual.text import text_of
from events.choices import Format, State
from events.dates import date_text, item_when_text
from events.links import event_address
from events.models import Event, Registration
from events.places import location_text

ZONE = ZoneInfo("Europe/Berlin")
PRODUCT = "-//Glokal//Glokal//DE"
REFRESH = timedelta(hours=6)
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
CONTENT_TYPE = "text/calendar; charset=utf-8"
ANSWERS = {State.CONFIRMED: "ACCEPTED", State.DECLINED: "DECLINED", State.CANCELLED: "DECLINED"}
SINCE = 1996  # the year in which the present rule of summer time began


def calendar(
    events: Iterable[Event],
    *,
    language: str,
    method: str = PUBLISH,
    registration: Registration | None = None,
    name: str = "",
) -> bytes:
    """The events as a calendar in one language; with `registration` as an invitation of that person.

    An invitation is a REQUEST, and a CANCEL as soon as the event is called off or the registration has ended. The
    organiser of each event is read, so fetch it along with many of them.
    """
    rows = list(events)
    with override(language):
        found = icalendar.Calendar()
        found.add("prodid", PRODUCT)
        found.add("version", "2.0")
        found.add("calscale", "GREGORIAN")
        found.add("method", _method(rows, registration, method))
        if registration is None:
            _describe_feed(found, name)
        if any(_has_times(event) for event in rows):
            found.add_component(_zone())
        for event in rows:
            found.add_component(_entry(event, registration, language))
    return found.to_ical()


def filename(event: Event, registration: Registration | None = None) -> str:
    """The name under which the calendar file is sent and saved; only ASCII."""
    return f"{event.slug}.ics" if registration is None else f"{event.slug}-{registration.code}.ics"


def uid(event: Event, registration: Registration | None = None) -> str:
    """What the entry is called for ever, so that a change replaces it."""
    own = f"event-{event.pk}" if registration is None else f"registration-{registration.code}"
    return f"{own}@{urlsplit(settings.SITE_URL).hostname}"


def _method(events: list[Event], registration: Registration | None, method: str) -> str:
    if registration is None:
        return method
    return CANCEL if registration.has_ended or any(event.is_called_off for event in events) else REQUEST


def _describe_feed(found: icalendar.Calendar, name: str) -> None:
    found.add("x-wr-calname", name or _("Events"))
    found.add("x-wr-timezone", ZONE.key)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", icalendar.vDuration(REFRESH).to_ical().decode())


def _entry(event: Event, registration: Registration | None, language: str) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", uid(event, registration))
    entry.add("dtstamp", event.changed_at.astimezone(UTC) if registration is None else timezone.now().astimezone(UTC))
    entry.add("last-modified", event.changed_at.astimezone(UTC))
    entry.add("sequence", event.sequence + (registration.sequence if registration else 0))
    entry.add("status", _status(event, registration))
    entry.add("summary", _summary(event), parameters={"LANGUAGE": text_of(event, "title").language.value})
    _add_times(entry, event)
    if location := location_text(event):
        entry.add("location", location)
    if event.lat is not None and event.lon is not None:
        entry.add("geo", (event.lat, event.lon))
    entry.add("url", event_address(event, language))
    entry.add("description", _description(event, registration, language))
    if event.formats:
        entry.add("categories", [str(Format(code).label) for code in event.formats])
    if registration is not None:
        _add_people(entry, event, registration)
    return entry


def _summary(event: Event) -> str:
    if event.has_exact_date:
        return str(event)
    return _("%(title)s (%(date)s, day not fixed yet)") % {"title": event, "date": date_text(event)}


def _status(event: Event, registration: Registration | None) -> str:
    if event.is_called_off or (registration is not None and registration.has_ended):
        return "CANCELLED"
    certain = event.has_exact_date and (registration is None or registration.state == State.CONFIRMED)
    return "CONFIRMED" if certain else "TENTATIVE"


def _has_times(event: Event) -> bool:
    """Whether it stands at hours of its days, and not as whole days."""
    if not event.has_exact_date or event.starts_at is None:
        return False
    return event.first_day == event.last_day or event.ends_at is not None


def _add_times(entry: icalendar.Event, event: Event) -> None:
    if not _has_times(event):
        entry.add("dtstart", event.first_day)
        entry.add("dtend", event.last_day + timedelta(days=1))  # the first day after it
        # nobody is busy for half a year
        entry.add("transp", "OPAQUE" if event.has_exact_date else "TRANSPARENT")
        return
    start = datetime.combine(event.first_day, event.starts_at or time(), tzinfo=ZONE)
    entry.add("dtstart", start)
    end = datetime.combine(event.last_day, event.ends_at, tzinfo=ZONE) if event.ends_at else None
    if end and end > start:
        entry.add("dtend", end)


def _description(event: Event, registration: Registration | None, language: str) -> str:
    parts = [
        _("This event is called off.") if event.is_called_off else "",
        text_of(event, "call_off_reason").value if event.is_called_off else "",
        "" if event.has_exact_date else _("Only this is known yet: %(date)s.") % {"date": date_text(event)},
        text_of(event, "summary").value,
        *(_for_person(event, registration) if registration else ()),
        event_address(event, language),
    ]
    return "\n\n".join(filter(None, parts))


def _for_person(event: Event, registration: Registration) -> Iterable[str]:
    yield f"{registration.full_name}: {registration.get_state_display()}"
    if registration.state == State.CONFIRMED:
        yield _("Your code for the check-in: %(code)s") % {"code": registration.formatted_code}
        if event.online_url:
            yield _("Take part online: %(address)s") % {"address": event.online_url}
        booked = registration.item_bookings.filter(state=State.CONFIRMED, item__called_off_at=None)
        items = [row.item for row in booked.select_related("item__room").order_by("item__starts_at", "item_id")]
        if items:
            yield "\n".join([_("Booked:"), *(f"{item}: {item_when_text(item)}" for item in items)])


def _add_people(entry: icalendar.Event, event: Event, registration: Registration) -> None:
    organiser = icalendar.vCalAddress(f"mailto:{event.contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organiser.params["CN"] = icalendar.vText(event.contact_name or event.organisation.name)
    entry.add("organizer", organiser)
    address: Any = icalendar.vCalAddress(f"mailto:{registration.mail_address}")
    address.params["CN"] = icalendar.vText(registration.full_name)
    address.params["ROLE"] = icalendar.vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = icalendar.vText(ANSWERS.get(State(registration.state), "TENTATIVE"))
    address.params["RSVP"] = icalendar.vText("FALSE")  # it is answered on the pages, not by the calendar
    entry.add("attendee", address)


def _zone() -> icalendar.Timezone:
    """Central European time by its rule, so that no year is missing."""
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE.key)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, name, month, hour, before, after in (
        (icalendar.TimezoneDaylight(), "CEST", 3, 2, winter, summer),
        (icalendar.TimezoneStandard(), "CET", 10, 3, summer, winter),
    ):
        part.add("tzname", name)
        part.add("dtstart", _last_sunday(month, hour))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _last_sunday(month: int, hour: int) -> datetime:
    last = datetime(SINCE, month, 31, hour)  # noqa: DTZ001 - the rule counts in local time
    return last - timedelta(days=(last.weekday() + 1) % 7)
