"""What is missing or contradictory in an exchange, in words, before anything is computed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.choices import Planned, RequestState
from exchange.models import Exchange
from exchange.situation import Situation, situation_of

MOST_NAMES = 5


class Level(StrEnum):
    """How much a concern weighs."""

    STOP = "stop"
    """Without mending it no plan makes sense."""
    WARN = "warn"
    """Meetings are lost by it."""
    NOTE = "note"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One sentence in the active language, and the page on which it is mended."""

    level: Level
    sentence: str
    url: str


type Found = Iterator[tuple[Level, str, str]]


def concerns_of(exchange: Exchange) -> list[Concern]:
    """All concerns, the gravest first; always the same number of statements."""
    situation = situation_of(exchange)
    order = list(Level)
    found = [
        Concern(level, sentence, reverse(page, args=[exchange.pk]))
        for check in CHECKS
        for level, sentence, page in check(situation)
    ]
    return sorted(found, key=lambda one: order.index(one.level))


def _slots(given: Situation) -> Found:
    event = given.exchange.event
    if not given.slots:
        yield Level.STOP, _("There are no slots yet: nobody can meet."), "exchange_slots"
    days = {timezone.localdate(slot.starts_at) for slot in given.slots}
    if any(not event.first_day <= day <= event.last_day for day in days):
        yield Level.WARN, _("Some slots are on a day on which the event does not take place."), "exchange_slots"
    closes = given.exchange.closes_at
    if closes and given.slots and closes > given.slots[0].starts_at:
        text = _("Requests are possible until after the first slot has begun; the plan has to be computed before that.")
        yield Level.NOTE, text, "exchange_setup"


def _tables(given: Situation) -> Found:
    if not given.tables:
        yield Level.STOP, _("There are no tables yet: nobody can meet."), "exchange_tables"
        return
    for table in given.tables:
        if given.slots and not given.table_slots[table.pk]:
            text = _("Table %(table)s is not there in any slot.") % {"table": table.label}
            yield Level.WARN, text, "exchange_tables"
        if table.host_id and table.host_id not in given.people:
            text = _("The host of table %(table)s does not take part: the table stays empty.") % {"table": table.label}
            yield Level.WARN, text, "exchange_tables"
        elif table.host_id and given.slots and not given.table_slots[table.pk] & given.free[table.host_id]:
            name = given.people[table.host_id]
            text = _("%(name)s, the host of table %(table)s, has no time in any slot in which the table is there.")
            yield Level.WARN, text % {"name": name, "table": table.label}, "exchange_tables"


def _without_table(given: Situation) -> Found:
    if not given.tables or not given.planned or given.free_tables:
        return
    hosts = {table.host_id for table in given.tables}
    number = sum(not hosts & {one.source_id, one.target_id} for one in given.planned)
    if number:
        text = ngettext(
            "All tables have hosts, but %(number)d request is between two people without a table.",
            "All tables have hosts, but %(number)d requests are between people without a table.",
            number,
        )
        yield Level.WARN, text % {"number": number}, "exchange_tables"


def _people(given: Situation) -> Found:
    if not given.people:
        yield Level.STOP, _("Nobody takes part yet."), "exchange_participants"
    if not given.slots:
        return
    wanted = {person for one in given.planned for person in (one.source_id, one.target_id)}
    stuck = [str(given.people[pk]) for pk in given.people if pk in wanted and not given.free[pk]]
    if stuck:
        text = ngettext(
            "%(names)s has requests but no free slot.", "%(number)d people have requests but no free slot: %(names)s.",
            len(stuck),
        )  # fmt: skip
        yield Level.WARN, text % {"number": len(stuck), "names": _names(stuck)}, "exchange_participants"


def _requests(given: Situation) -> Found:
    if given.people and not given.wanted:
        yield Level.STOP, _("There are no requests for meetings yet."), "exchange_requests"
    elif given.wanted and not given.planned:
        text = ngettext(
            "%(number)d request waits for an answer and none is accepted: the plan would be empty.",
            "%(number)d requests wait for an answer and none is accepted: the plan would be empty.",
            len(given.wanted),
        )
        yield Level.STOP, text % {"number": len(given.wanted)}, "exchange_requests"
    waiting = sum(one.state == RequestState.OPEN for one in given.wanted)
    if waiting and given.planned and given.exchange.planned == Planned.ACCEPTED:
        text = ngettext(
            "%(number)d request waits for an answer and is not in the plan.",
            "%(number)d requests wait for an answer and are not in the plan.",
            waiting,
        )
        yield Level.NOTE, text % {"number": waiting}, "exchange_requests"


def _banned(given: Situation) -> Found:
    for one in given.wanted:
        if frozenset((one.source_id, one.target_id)) in given.bans:
            text = _("%(first)s and %(second)s want to meet, but you do not let them.")
            names = {"first": given.people[one.source_id], "second": given.people[one.target_id]}
            yield Level.WARN, text % names, "exchange_requests"


def _never_together(given: Situation) -> Found:
    if not given.slots:
        return
    apart = [one for one in given.planned if not given.common(one)]
    if apart:
        text = ngettext(
            "%(number)d request cannot be met: the two are never there in the same slot.",
            "%(number)d requests cannot be met: the two are never there in the same slot.",
            len(apart),
        )
        yield Level.WARN, text % {"number": len(apart)}, "exchange_participants"


def _silent(given: Situation) -> Found:
    silent = [one for one in given.planned if not given.share_language(one) and given.common(one)]
    alone = [one for one in silent if not given.common(one) & given.interpreted]
    if not alone:
        return
    if not given.interpreters:
        text = ngettext(
            "%(number)d request is between people without a common language, and there is no interpreter.",
            "%(number)d requests are between people without a common language, and there is no interpreter.",
            len(alone),
        )
    else:
        text = ngettext(
            "%(number)d request is between people without a common language who never have time together with an "
            "interpreter.",
            "%(number)d requests are between people without a common language who never have time together with an "
            "interpreter.",
            len(alone),
        )
    yield Level.WARN, text % {"number": len(alone)}, "exchange_interpreters"


def _capacity(given: Situation) -> Found:
    if not (given.slots and given.tables and given.planned):
        return
    most, asked = given.capacity, len(given.planned)
    if most < asked:
        text = _("%(asked)d meetings are wanted, but slots and tables have room for %(most)d at most.")
        yield Level.WARN, text % {"asked": asked, "most": most}, "exchange_tables"
    silent = sum(not given.share_language(one) for one in given.planned)
    hours = sum(len(slots) for slots in given.interpreters.values())
    if given.interpreters and silent > hours:
        text = _("%(asked)d meetings need an interpreter, but there is time for %(most)d at most.")
        yield Level.WARN, text % {"asked": silent, "most": hours}, "exchange_interpreters"
    full = sum(given.wishes[pk] > given.room[pk] for pk in given.people)
    if full:
        text = ngettext(
            "%(number)d person has more requests in the plan than slots or meetings allowed.",
            "%(number)d people have more requests in the plan than slots or meetings allowed.",
            full,
        )
        yield Level.NOTE, text % {"number": full}, "exchange_participants"


def _names(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown} …" if len(names) > MOST_NAMES else shown


CHECKS: tuple[Callable[[Situation], Found], ...] = (
    *(_slots, _tables, _people, _requests),
    *(_banned, _never_together, _silent, _without_table, _capacity),
)
