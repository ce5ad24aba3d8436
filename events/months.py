"""The calendar: the events of one month, day by day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from events.documents import next_month
from events.models import Event

FIRST_YEAR, LAST_YEAR = 2024, 2099


@dataclass(slots=True)
class DayOfMonth:
    """A day and what takes place on it; events of several days stand on each of them."""

    day: date
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class Month:
    """A month: its days with events, those events whose day is open, and its neighbours."""

    first_day: date
    days: list[DayOfMonth]
    open_days: list[Event]

    @property
    def last_day(self) -> date:
        """The end of the month."""
        return next_month(self.first_day) - timedelta(days=1)

    @property
    def previous(self) -> date | None:
        """The month before; None at the end of what can be asked for."""
        day = (self.first_day - timedelta(days=1)).replace(day=1)
        return day if day.year >= FIRST_YEAR else None

    @property
    def next(self) -> date | None:
        """The month after."""
        day = next_month(self.first_day)
        return day if day.year <= LAST_YEAR else None


def is_month(year: int, month: int) -> bool:
    """Whether the calendar has such a page."""
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12


def month_of(events: "QuerySet[Event]", first_day: date) -> Month:
    """What of `events` takes place in the month; one statement."""
    found = Month(first_day, [], [])
    rows = events.filter(first_day__lte=found.last_day, last_day__gte=first_day)
    shown = list(rows.select_related("organisation").order_by("first_day", "starts_at", "id"))
    found.open_days = [event for event in shown if not event.has_exact_date]
    found.days = _days(found, (event for event in shown if event.has_exact_date))
    return found


def _days(month: Month, events: Iterable[Event]) -> list[DayOfMonth]:
    days: dict[date, DayOfMonth] = {}
    for event in events:
        day, last = max(event.first_day, month.first_day), min(event.last_day, month.last_day)
        while day <= last:
            days.setdefault(day, DayOfMonth(day)).events.append(event)
            day += timedelta(days=1)
    return [days[day] for day in sorted(days)]
