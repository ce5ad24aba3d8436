"""What the papers of a plan share: its slots by day, its meetings, both sides in the languages of the paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from events.dates import day_text
from events.papers.heads import head
from events.papers.wording import Part, Wording, same
from events.places import location_text
from exchange.choices import PlanState
from exchange.models import Interpreter, Meeting, Participant, Plan, Slot, Table
from exchange.places import room_of
from exchange.plans import Entry, meetings_of, timetables
from exchange.queries import people_at
from exchange.sides import country_of, load_offers, organisation_of
from exchange.slot_times import says_days

MARKS = {
    PlanState.DRAFT: _("Draft"),
    PlanState.PRELIMINARY: _("Preliminary – may still change"),
    PlanState.REPLACED: _("Replaced by a newer plan"),
}
DASH = "\N{EN DASH}"


@dataclass
class Sheets:
    """A plan, read once for one paper."""

    plan: Plan

    @cached_property
    def slots(self) -> list[Slot]:
        """Those in use and those that the plan has, in order of time."""
        used = set(self.plan.meetings.values_list("slot_id", flat=True))
        return [slot for slot in self.plan.exchange.slots.all() if slot.dropped_at is None or slot.pk in used]

    @cached_property
    def meetings(self) -> list[Meeting]:
        """All meetings in order of time and table, with both sides at hand."""
        return list(meetings_of(self.plan))

    @cached_property
    def timetables(self) -> dict[int, list[Entry]]:
        """The meetings of each participant, in order of time, with what the partners offer."""
        found = timetables(self.plan)
        load_offers(entry.partner for entries in found.values() for entry in entries)
        return found

    @cached_property
    def tables(self) -> list[Table]:
        """Those in use and those that the plan has, in their order, with their hosts."""
        used = {meeting.table_id for meeting in self.meetings}
        rows = self.plan.exchange.tables.select_related(*people_at("host"))
        return [table for table in rows if table.dropped_at is None or table.pk in used]

    @cached_property
    def interpreters(self) -> list[Interpreter]:
        """Those in use and those that the plan has, by name."""
        used = {meeting.interpreter_id for meeting in self.meetings}
        rows = self.plan.exchange.interpreters.all()
        return [one for one in rows if one.dropped_at is None or one.pk in used]

    @cached_property
    def interpreted(self) -> dict[tuple[int, int], Meeting]:
        """The meetings with an interpreter, by interpreter and slot."""
        return {(one.interpreter_id, one.slot_id): one for one in self.meetings if one.interpreter_id}

    def days(self) -> list[tuple[Any, list[Slot]]]:
        """The slots of each day."""
        by_day = groupby(self.slots, key=lambda slot: timezone.localdate(slot.starts_at))
        return [(day, list(slots)) for day, slots in by_day]

    @property
    def says_days(self) -> bool:
        """Whether a time alone would not tell the day: event or exchange have several."""
        return says_days(self.plan.exchange, self.slots)

    def head(self, wording: Wording, title: str | Promise) -> dict[str, Any]:
        """What `house.typ` reads, with the state of the plan; the foot says how old it is."""
        exchange, event = self.plan.exchange, self.plan.exchange.event
        made = timezone.localtime(self.plan.told_at or self.plan.created_at)
        with override(wording.first.value):
            as_of = gettext("As of %(moment)s") % {"moment": date_format(made, "SHORT_DATETIME_FORMAT")}
        mark = MARKS.get(PlanState(self.plan.state))
        data, room = head(event, wording, title), room_of(exchange)
        names = " / ".join(part["text"] for part in wording.of(room, "name")) if room else ""
        place = same(", ".join(filter(None, (names, location_text(event)))))
        return data | {
            "event": {**data["event"], "place": place},
            "footer": f"{event.organisation.name} · {as_of}",
            "mark": wording.say(mark) if mark else [],
        }


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """From when until when: "10:20–10:40"."""
    return f"{timezone.localtime(starts_at):%H:%M}{DASH}{timezone.localtime(ends_at):%H:%M}"


def day_parts(day: Any, wording: Wording, *, several: bool) -> list[Part]:
    """A day in words where there are several; empty for the only one."""
    return wording.made(lambda: day_text(day)) if several else []


def side(person: Participant, wording: Wording) -> dict[str, Any]:
    """Who somebody is."""
    return {
        "name": person.registration.full_name,
        "organisation": organisation_of(person),
        "country": country_of(person).value,
        "country_name": wording.say(country_of(person).label),
    }


def labels(wording: Wording, texts: Iterable[tuple[str, str | Promise]]) -> dict[str, list[Part]]:
    """The fixed words of a paper."""
    return {name: wording.say(text) for name, text in texts}


def written(language: str, text: str, most: int) -> list[Part]:
    """What somebody wrote, cut where a paper has no room for more."""
    short = text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;.") + "\N{HORIZONTAL ELLIPSIS}"
    return [{"lang": language, "text": " ".join(short.split())}] if short else same("")
