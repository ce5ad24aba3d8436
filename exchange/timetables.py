"""A timetable with the gaps between the meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from django.utils import timezone

from exchange.models import Slot
from exchange.plans import Entry


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting, or free time where `entry` is None."""

    starts_at: datetime
    ends_at: datetime
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """The rows of one day."""

    date: date
    rows: list[Row]


def days(entries: Iterable[Entry], slots: Sequence[Slot]) -> list[Day]:
    """Meetings by day, with free time between two of them wherever the exchange has a slot there."""
    by_day = groupby(entries, key=lambda entry: timezone.localdate(entry.slot.starts_at))
    return [Day(day, _with_gaps(list(found), slots)) for day, found in by_day]


def _with_gaps(entries: list[Entry], slots: Sequence[Slot]) -> list[Row]:
    rows: list[Row] = []
    for before, after in pairwise(entries):
        rows.append(_row(before))
        free = [
            slot for slot in slots if before.slot.ends_at <= slot.starts_at and slot.ends_at <= after.slot.starts_at
        ]
        if free:
            rows.append(Row(free[0].starts_at, free[-1].ends_at))
    return [*rows, *map(_row, entries[-1:])]


def _row(entry: Entry) -> Row:
    return Row(entry.slot.starts_at, entry.slot.ends_at, entry)


def next_entry(entries: Iterable[Entry], now: datetime) -> Entry | None:
    """The meeting that runs or comes next on this day; None before the day and after the last one."""
    today = timezone.localdate(now)
    coming = (entry for entry in entries if entry.slot.ends_at > now)
    return next((entry for entry in coming if timezone.localdate(entry.slot.starts_at) == today), None)
