"""For the wall and for organisers: who sits where, by person and by slot; and the plans of the interpreters."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.papers.wording import Wording
from exchange.models import Interpreter, Meeting, Participant, Slot
from exchange.papers.sheets import Sheets, day_parts, hours, labels, side
from organisations.choices import SpokenLanguage

LABELS = (
    ("by_person", _("By person: at which table")),
    ("by_slot", _("By time: who sits where")),
    ("name", pgettext_lazy("person", "Name")),
    ("table", _("Table")),
    ("time", _("Time")),
    ("first", pgettext_lazy("table card", "Meets")),
    ("second", pgettext_lazy("table card", "with")),
    ("interpreter", _("Interpreter")),
    ("free", pgettext_lazy("timetable", "Free")),
    ("away", pgettext_lazy("interpreter", "Not there")),
)
COLUMNS = 16
"""Slots beside each other on a page."""


def overview(sheets: Sheets, people: Sequence[Participant], wording: Wording) -> dict[str, Any]:
    """Everybody's tables, and each slot with its tables."""
    days = sheets.days()
    by_slot: dict[int, list[Meeting]] = {}
    for meeting in sheets.meetings:
        by_slot.setdefault(meeting.slot_id, []).append(meeting)
    return {
        "labels": labels(wording, LABELS),
        "grids": [
            _grid(sheets, people, slots[start : start + COLUMNS], day_parts(day, wording, several=sheets.says_days))
            for day, slots in days
            for start in range(0, len(slots), COLUMNS)
        ],
        "slots": [
            {
                "date": day_parts(day, wording, several=sheets.says_days),
                "time": hours(slot.starts_at, slot.ends_at),
                "rows": [_meeting(meeting, wording) for meeting in by_slot.get(slot.pk, [])],
            }
            for day, slots in days
            for slot in slots
        ],
    }


def _grid(sheets: Sheets, people: Sequence[Participant], slots: Sequence[Slot], date: Any) -> dict[str, Any]:
    rows = []
    for person in people:
        at = {entry.slot.pk: entry.table.label for entry in sheets.timetables.get(person.pk, [])}
        name = person.registration
        rows.append(
            {
                "name": ", ".join(filter(None, (name.last_name, name.first_name))),
                "cells": [at.get(slot.pk, "") for slot in slots],
            }
        )
    return {
        "date": date,
        "times": [f"{timezone.localtime(slot.starts_at):%H:%M}" for slot in slots],
        "longest": max((len(cell) for row in rows for cell in row["cells"]), default=0),
        "rows": rows,
    }


def _meeting(meeting: Meeting, wording: Wording) -> dict[str, Any]:
    return {
        "table": meeting.table.label,
        "sides": [side(meeting.request.source, wording), side(meeting.request.target, wording)],
        "interpreter": meeting.interpreter.name if meeting.interpreter else "",
    }


def interpreters(sheets: Sheets, wording: Wording) -> dict[str, Any]:
    """A page for each interpreter: where, with whom, and when there is nothing to do."""
    days = sheets.days()
    return {
        "labels": labels(wording, LABELS),
        "people": [
            {
                "name": one.name,
                "days": [
                    {
                        "date": day_parts(day, wording, several=sheets.says_days),
                        "rows": [_interpreted(one, slot, sheets, wording) for slot in slots],
                    }
                    for day, slots in days
                ],
            }
            for one in sheets.interpreters
        ],
    }


def _interpreted(one: Interpreter, slot: Slot, sheets: Sheets, wording: Wording) -> dict[str, Any]:
    row: dict[str, Any] = {"time": hours(slot.starts_at, slot.ends_at), "away": slot.pk in one.away}
    meeting = sheets.interpreted.get((one.pk, slot.pk))
    if meeting is None:
        return row | {"table": "", "sides": []}
    sides = [_with_languages(person, wording) for person in (meeting.request.source, meeting.request.target)]
    return row | {"table": meeting.table.label, "sides": sides}


def _with_languages(person: Participant, wording: Wording) -> dict[str, Any]:
    spoken = [code for code in SpokenLanguage if code in person.languages]
    return side(person, wording) | {"languages": wording.made(lambda: ", ".join(str(code.label) for code in spoken))}
