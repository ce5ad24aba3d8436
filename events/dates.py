"""How the date of an event reads, as exactly as it is known."""

from datetime import date, time

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.choices import Precision
from events.models import Event, ProgrammeItem

FIRST_HALF_ENDS = 6  # the month
DASH = "\N{EN DASH}"
DAY, DAY_AND_MONTH, WHOLE = "j.", "j. E", "j. E Y"


def date_text(event: Event) -> str:
    """When it takes place, without times, in the active language: "12.–13. März 2027", "1. pololetí 2025"."""
    if event.precision == Precision.HALF_YEAR:
        return half_year_text(event.first_day)
    if event.precision == Precision.MONTH:
        return month_text(event.first_day)
    return days_text(event.first_day, event.last_day)


def half_year_text(day: date) -> str:
    """The half-year of a day: "2. Jahreshälfte 2025"."""
    if day.month <= FIRST_HALF_ENDS:
        return _("First half of %(year)s") % {"year": day.year}
    return _("Second half of %(year)s") % {"year": day.year}


def month_text(day: date) -> str:
    """The month of a day: "April 2024", "duben 2024"."""
    return date_format(day, "F Y")


def days_text(first: date, last: date) -> str:
    """One day or several, naming month and year as seldom as possible: "30. April – 2. Mai 2027"."""
    if first == last:
        return date_format(first, WHOLE)
    if (first.year, first.month) == (last.year, last.month):
        return date_format(first, DAY) + DASH + date_format(last, WHOLE)
    short = DAY_AND_MONTH if first.year == last.year else WHOLE
    return f"{date_format(first, short)} {DASH} {date_format(last, WHOLE)}"


def time_text(event: Event) -> str:
    """From when until when, of several days only from when; empty where that is open or makes no sense yet."""
    if not event.has_exact_date or event.starts_at is None:
        return ""
    return hours_text(event.starts_at, event.ends_at if event.first_day == event.last_day else None)


def hours_text(start: time, end: time | None = None) -> str:
    """The hours of a day: "9:00–16:30 Uhr", "9:00–16:30", "ab 9:00 Uhr"."""
    if end is None:
        return pgettext("time of day", "from %(start)s") % {"start": time_format(start, "G:i")}
    hours = {"start": time_format(start, "G:i"), "end": time_format(end, "G:i")}
    return pgettext("time of day", "%(start)s to %(end)s") % hours


def when_text(event: Event) -> str:
    """Date and times: "12. März 2027, 9:00–16:00 Uhr"."""
    return ", ".join(filter(None, (date_text(event), time_text(event))))


def day_text(day: date) -> str:
    """A day of the programme with its weekday: "Freitag, 12. März 2027"."""
    return f"{date_format(day, 'l')}, {date_format(day, WHOLE)}"


def item_when_text(item: ProgrammeItem) -> str:
    """When and in which room: "Freitag, 12. März 2027, 10:00–11:00 Uhr, Saal 2"."""
    start, end = timezone.localtime(item.starts_at), timezone.localtime(item.ends_at)
    room = str(item.room) if item.room else ""
    return ", ".join(filter(None, (day_text(start.date()), hours_text(start.time(), end.time()), room)))


def days_left_text(event: Event, today: date | None = None) -> str:
    """How soon it is: "heute", "morgen", "in 12 Tagen"; empty for what has begun or has no exact date."""
    days = (event.first_day - (today or timezone.localdate())).days
    if days < 0 or not event.has_exact_date:
        return ""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(number)s day", "in %(number)s days", days) % {"number": days}
