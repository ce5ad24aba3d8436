"""Signature list, list of participants, seats of a visit."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.choices import Purpose, State
from events.dates import day_text
from events.models import Event, ItemBooking, ProgrammeItem, Registration
from events.papers.heads import hosts_of
from events.papers.people import agreed, who_comes
from events.papers.wording import Wording, same

PERSON = pgettext_lazy("person", "Name")
SIGNATURE_COLUMNS = (_("Surname"), _("First name"), pgettext_lazy("signature list", "Institution"), _("Signature"))
EMPTY_LINES = 12
"""Lines for people who come without registration, at the end of a signature list."""


def signatures(event: Event, wording: Wording, *, day: date | None, item: ProgrammeItem | None) -> dict[str, Any]:
    """The programme's fields, one line for each person in alphabetical order, and lines to write on."""
    rows = [[p.last_name, p.first_name, p.organisation_name] for p in who_comes(event, wording, item)]
    return {
        "facts": _facts(event, wording, day, item),
        "columns": [wording.say(label) for label in SIGNATURE_COLUMNS],
        "rows": rows + [[""] * 3] * EMPTY_LINES,
        "labels": {"number": wording.say(_("No.")), "field": wording.say(_("Field")), "entry": wording.say(_("Entry"))},
        "privacy": wording.made(lambda: _privacy_note(event)),
    }


def _facts(event: Event, wording: Wording, day: date | None, item: ProgrammeItem | None) -> list[dict[str, Any]]:
    when = wording.made(lambda: day_text(day or event.first_day))
    facts = [
        (_("Project"), same(event.project), False),
        (_("Cooperation partner"), [part for host in hosts_of(event) for part in same(host)], True),
        (_("Event title"), wording.of(event, "title"), True),
        (_("Programme item"), wording.of(item, "title") if item else [], True),
        (_("Date"), when, False),
    ]
    return [
        {"label": wording.say(label), "value": value, "stacked": stacked}
        for label, value, stacked in facts
        if value or label == _("Project")
    ]


def _privacy_note(event: Event) -> str:
    text = gettext(
        "With your signature you confirm that you took part. %(organiser)s keeps this list as proof of the event "
        "towards the funding bodies, for as long as their rules demand. Your rights and whom to ask: %(address)s"
    )
    return text % {"organiser": event.organisation.name, "address": settings.SITE_URL + reverse("privacy")}


def participants(event: Event, wording: Wording, *, item: ProgrammeItem | None) -> dict[str, Any]:
    """For participants: name and organisation of those who agreed to be listed."""
    listed = agreed(event, Purpose.LIST)
    rows = [[_by_surname(p), p.organisation_name] for p in who_comes(event, wording, item) if p.pk in listed]
    columns = (PERSON, _("Company or institution"))
    note = wording.say(_("People who agreed to be named on this list."))
    section = _section(wording, wording.of(item, "title") if item else [], columns, rows, [1, 1])
    return {"flipped": False, "notes": [note], "sections": [section]}


def for_organisers(event: Event, wording: Wording, *, item: ProgrammeItem | None) -> dict[str, Any]:
    """For organisers: everybody, with address, number and what they should know."""
    people = who_comes(event, wording, item).select_related("booking")
    rows = [[_by_surname(p), p.organisation_name, p.mail_address, p.needs, str(p.number)] for p in people]
    columns = (PERSON, _("Company or institution"), _("E-mail address"), _("What we should know"), _("No."))
    note = wording.say(_("For organisers only."))
    title = wording.of(item, "title") if item else []
    section = _section(wording, title, columns, rows, [3, 3, 3, 2.5, 0.7])
    return {"flipped": True, "notes": [note], "sections": [section]}


def visit(event: Event, wording: Wording, *, item: ProgrammeItem) -> dict[str, Any]:
    """Who gets on where, with what the host has to know: for organisers only."""
    by_point: dict[int | None, list[ItemBooking]] = {}
    for booking in riders(item, wording.first.value):
        by_point.setdefault(booking.pick_up_point_id, []).append(booking)
    columns = (PERSON, _("Company or institution"), _("What we should know"), _("On board"))
    sections = []
    for point in item.pick_up_points.all():
        place = wording.of(point, "place") + same(f"{point.time:%H:%M}")
        sections.append(_section(wording, place, columns, _rider_rows(by_point.pop(point.pk, [])), [3, 3, 4, 1]))
    if rest := [booking for bookings in by_point.values() for booking in bookings]:
        title = wording.say(_("Without a pick-up point")) if sections else []
        sections.append(_section(wording, title, columns, _rider_rows(rest), [3, 3, 4, 1]))
    return {"flipped": True, "notes": _visit_notes(item, wording), "sections": sections}


def riders(item: ProgrammeItem, language: str) -> QuerySet[ItemBooking]:
    """Confirmed places of confirmed people, in alphabetical order."""
    places = ItemBooking.objects.filter(item=item, state=State.CONFIRMED, registration__state=State.CONFIRMED)
    return places.select_related("registration").order_by(f"registration__sort_key_{language}", "id")


def _rider_rows(bookings: Iterable[ItemBooking]) -> list[list[str]]:
    people = [booking.registration for booking in bookings]
    return [[_by_surname(p), p.organisation_name, p.needs, ""] for p in people]


def _visit_notes(item: ProgrammeItem, wording: Wording) -> list[Any]:
    notes = [wording.of(item, "title"), wording.say(_("For organisers only."))]
    if meeting_point := wording.of(item, "meeting_point"):
        notes.append(meeting_point)
    if item.needs_identity_card:
        notes.append(wording.say(_("Everybody needs an identity card or a passport.")))
    return notes


def _section(
    wording: Wording, title: Any, columns: Iterable[Any], rows: list[list[str]], widths: Any
) -> dict[str, Any]:
    return {
        "title": title,
        "notes": [],
        "columns": [wording.say(column) for column in columns],
        "rows": rows,
        "widths": widths,
    }


def _by_surname(person: Registration) -> str:
    titles = ", ".join(filter(None, (person.title_before, person.title_after)))
    return f"{person.last_name}, {person.first_name}" + (f" ({titles})" if titles else "")
