"""What lies on the tables: cards that are folded and stand there, and sheets on which both sides say how it was."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.papers.wording import Wording
from exchange.choices import Outcome
from exchange.codes import code_of
from exchange.models import Meeting, Participant, Slot, Table
from exchange.papers.sheets import Sheets, day_parts, hours, labels, side

LABELS = (
    ("table", _("Table")),
    ("time", _("Time")),
    ("first", pgettext_lazy("table card", "Meets")),
    ("second", pgettext_lazy("table card", "with")),
    ("interpreter", _("Interpreter")),
    ("free", pgettext_lazy("table", "free")),
    ("code", _("Code")),
    ("name", pgettext_lazy("person", "Name")),
    ("rating", _("How was the meeting?")),
    ("how", _("Each of the two makes one cross after the meeting. The organiser collects the sheet.")),
    ("none", _("No meetings at this table.")),
)


def tables(sheets: Sheets, wording: Wording, *, cards: bool, ratings: bool) -> dict[str, Any]:
    """A page for each table: its card, its sheet, or the sheet on the back of the card."""
    by_table: dict[int, dict[int, Meeting]] = {}
    for meeting in sheets.meetings:
        by_table.setdefault(meeting.table_id, {})[meeting.slot_id] = meeting
    return {
        "cards": cards,
        "ratings": ratings,
        "labels": labels(wording, LABELS),
        "outcomes": [wording.say(outcome.label) for outcome in Outcome],
        "tables": [_table(table, by_table.get(table.pk, {}), sheets, wording) for table in sheets.tables],
    }


def _table(table: Table, meetings: dict[int, Meeting], sheets: Sheets, wording: Wording) -> dict[str, Any]:
    return {
        "label": table.label,
        "host": side(table.host, wording) if table.host else None,
        "days": [
            {
                "date": day_parts(day, wording, several=sheets.says_days),
                "rows": [_row(table, slot, meetings.get(slot.pk), wording) for slot in slots],
            }
            for day, slots in sheets.days()
        ],
    }


def _row(table: Table, slot: Slot, meeting: Meeting | None, wording: Wording) -> dict[str, Any]:
    time = {"time": hours(slot.starts_at, slot.ends_at)}
    if meeting is None:
        return time | {"sides": []}
    return time | {
        "code": code_of(meeting.request_id),
        "interpreter": meeting.interpreter.name if meeting.interpreter else "",
        "sides": [side(person, wording) for person in _host_first(table, meeting)],
    }


def _host_first(table: Table, meeting: Meeting) -> tuple[Participant, Participant]:
    request = meeting.request
    if request.target_id == table.host_id:
        return request.target, request.source
    return request.source, request.target
