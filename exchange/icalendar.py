"""Meetings for calendars (RFC 5545): one entry for each, which keeps its name for ever; what has fallen out says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from bilingual.choices import Language
from events.icalendar import PRODUCT, PUBLISH, ZONE
from events.models import Event
from exchange.choices import PlanState
from exchange.models import Exchange, Interpreter, Meeting, Participant, Plan
from exchange.places import location_text
from exchange.plans import Entry, entry_of
from exchange.sides import load_offers, offer_of, organisation_of, talks_in
from exchange.told import Record, meetings_by_id, record


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting that was told once: where it was last, and whether it stands."""

    entry: Entry
    stands: bool

    @property
    def sequence(self) -> int:
        """How often it has changed; falling out is a change, too."""
        return self.entry.meeting.sequence + (not self.stands)


def told_meetings(exchange_id: int, person_id: int, *, known: Record | None = None) -> list[Told]:
    """Everything that was ever told to a person, in order of time. Three statements, or two with a `known` record."""
    found = (known or record(exchange_id, people=[person_id])).last_places(person_id)
    rows = meetings_by_id([place.meeting for place, _stands in found.values()])
    told = [Told(entry_of(rows[place.meeting], person_id), stands) for place, stands in found.values()]
    load_offers(one.entry.partner for one in told)
    return sorted(told, key=lambda one: (one.entry.slot.starts_at, one.entry.request.pk))


def calendar_of(person: Participant, told: Iterable[Told], plan: Plan | None, language: Language, path: str) -> bytes:
    """The meetings of a person in one language; `path` leads to the own timetable. `person` names the exchange."""
    event = person.exchange.event
    with override(language.value):
        found = _calendar(_("Meetings: %(event)s") % {"event": event})
        for one in told:
            entry = _entry(person.exchange, one.entry.meeting)
            partner = one.entry.partner
            entry.add("sequence", one.sequence)
            entry.add("status", _status(plan) if one.stands else "CANCELLED")
            entry.add("summary", _("Meeting: %(names)s") % {"names": _named(partner)})
            entry.add("description", _description(person, one, language, path))
            entry.add("url", settings.SITE_URL + path)
            found.add_component(entry)
    return found.to_ical()


def interpreter_calendar(one: Interpreter, plan: Plan, meetings: Iterable[Meeting], language: Language) -> bytes:
    """What an interpreter has to do in one plan."""
    event = plan.exchange.event
    with override(language.value):
        found = _calendar(_("Meetings: %(event)s") % {"event": event})
        for meeting in meetings:
            entry = _entry(plan.exchange, meeting)
            names = " – ".join(_named(side) for side in (meeting.request.source, meeting.request.target))
            entry["uid"] = f"interpreter-{one.pk}-{entry['uid']}"
            entry.add("sequence", plan.pk)
            entry.add("status", _status(plan))
            entry.add("summary", _("Interpreting: %(names)s") % {"names": names})
            found.add_component(entry)
    return found.to_ical()


def file_name(event: Event) -> str:
    """The name under which the file is sent and saved; only ASCII."""
    return f"meetings-{event.slug}.ics"


def _calendar(name: str) -> icalendar.Calendar:
    found = icalendar.Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", PUBLISH)
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", ZONE.key)
    return found


def _entry(exchange: Exchange, meeting: Meeting) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", f"meeting-{meeting.request_id}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("dtstamp", timezone.now().astimezone(UTC))
    entry.add("dtstart", meeting.slot.starts_at.astimezone(UTC))
    entry.add("dtend", meeting.slot.ends_at.astimezone(UTC))
    table = _("Table %(label)s") % {"label": meeting.table.label}
    entry.add("location", ", ".join(filter(None, (table, location_text(exchange)))))
    return entry


def _status(plan: Plan | None) -> str:
    return "CONFIRMED" if plan is not None and plan.state == PlanState.FINAL else "TENTATIVE"


def _named(person: Participant) -> str:
    return ", ".join(filter(None, (person.registration.full_name, organisation_of(person))))


def _description(person: Participant, one: Told, language: Language, path: str) -> str:
    entry = one.entry
    parts = [
        "" if one.stands else _("This meeting does not take place."),
        _named(entry.partner),
        _("Table %(label)s") % {"label": entry.table.label},
        _("Language: %(languages)s") % {"languages": talks_in(person, entry.partner, entry.interpreter)},
        _("With interpreter: %(name)s") % {"name": entry.interpreter.name} if entry.interpreter else "",
        offer_of(entry.partner, language).value,
        entry.request.reason,
        settings.SITE_URL + path,
    ]
    return "\n".join(filter(None, parts))
