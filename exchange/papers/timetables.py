"""Personal timetables: one person on a page, with a code that opens the same timetable on the phone."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bilingual.choices import Language
from bilingual.links import path_in
from events.papers.people import qr
from events.papers.wording import Wording
from events.tokens import registration_token
from exchange.models import Participant
from exchange.papers.sheets import Sheets, day_parts, hours, labels, side, written
from exchange.plans import Entry
from exchange.sides import offer_of, talks_in
from exchange.timetables import Row, days

TITLE = _("Personal timetable")
LABELS = (
    ("time", _("Time")),
    ("table", _("Table")),
    ("partner", _("You meet")),
    ("language", _("Language")),
    ("offers", _("Offers:")),
    ("reason", _("Reason:")),
    ("interpreter", _("With interpreter:")),
    ("free", pgettext_lazy("timetable", "Free")),
    ("none", _("No meeting could be planned.")),
    ("phone", _("On your phone: scan this code. Changes appear there first.")),
)
ROOM = 1700
"""Letters of offers and reasons on one page; many meetings share them."""
MOST, FEWEST = 240, 60


def timetables(sheets: Sheets, people: Sequence[Participant], wordings: dict[int, Wording]) -> dict[str, Any]:
    """A page for each of the people, in their order; `wordings` gives the languages of each page."""
    slots = sheets.slots
    found = sheets.timetables
    texts = {id(wording): labels(wording, LABELS) for wording in wordings.values()}
    pages = []
    for person in people:
        wording = wordings[person.pk]
        entries = found.get(person.pk, [])
        room = max(FEWEST, min(MOST, ROOM // (2 * len(entries) or 1)))
        by_day = days(entries, slots)
        pages.append(
            side(person, wording)
            | {
                "lang": wording.first.value,
                "title": wording.say(TITLE),
                "labels": texts[id(wording)],
                "event": wording.of(sheets.plan.exchange.event, "title"),
                "qr": qr(_address(person, wording.first)),
                "days": [
                    {
                        "date": day_parts(day.date, wording, several=sheets.says_days),
                        "rows": [_row(row, person, wording, room) for row in day.rows],
                    }
                    for day in by_day
                ],
            }
        )
    return {"people": pages}


def _address(person: Participant, language: Language) -> str:
    token = registration_token(person.registration)
    return settings.SITE_URL + path_in(language, "exchange_own_timetable", token, person.registration_id)


def _row(row: Row, person: Participant, wording: Wording, room: int) -> dict[str, Any]:
    time = {"time": hours(row.starts_at, row.ends_at)}
    return time | (_meeting(row.entry, person, wording, room) if row.entry else {"partner": None})


def _meeting(entry: Entry, person: Participant, wording: Wording, room: int) -> dict[str, Any]:
    offer = offer_of(entry.partner, wording.first)
    return {
        "table": entry.table.label,
        "partner": side(entry.partner, wording),
        "offers": written(offer.language.value, offer.value, room),
        "reason": written(entry.request.language, entry.request.reason, room),
        "talks_in": wording.made(lambda: talks_in(person, entry.partner, entry.interpreter)),
        "interpreter": entry.interpreter.name if entry.interpreter else "",
    }
