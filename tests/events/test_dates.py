"""How the date of an event reads in both languages, as exactly as it is known."""

from datetime import date, time
from typing import Any

import pytest
from django.utils.translation import override

from events import dates
from events.choices import Precision
from events.models import Event

CASES = [
    (date(2027, 3, 12), date(2027, 3, 12), Precision.DAY, "12. März 2027", "12. března 2027"),
    (date(2027, 3, 12), date(2027, 3, 13), Precision.DAY, "12.–13. März 2027", "12.–13. března 2027"),
    (date(2027, 4, 30), date(2027, 5, 2), Precision.DAY, "30. April – 2. Mai 2027", "30. dubna – 2. května 2027"),
    (
        *(date(2026, 12, 31), date(2027, 1, 1), Precision.DAY),
        *("31. Dezember 2026 – 1. Januar 2027", "31. prosince 2026 – 1. ledna 2027"),
    ),
    (date(2024, 4, 1), date(2024, 4, 30), Precision.MONTH, "April 2024", "duben 2024"),
    (date(2025, 1, 1), date(2025, 6, 30), Precision.HALF_YEAR, "1. Jahreshälfte 2025", "1. pololetí 2025"),
    (date(2025, 7, 1), date(2025, 12, 31), Precision.HALF_YEAR, "2. Jahreshälfte 2025", "2. pololetí 2025"),
]


@pytest.mark.parametrize(("first", "last", "precision", "german", "czech"), CASES)
def test_the_date_reads_as_exactly_as_it_is_known(
    first: date, last: date, precision: Precision, german: str, czech: str
) -> None:
    event = Event(first_day=first, last_day=last, precision=precision)
    with override("de"):
        assert dates.date_text(event) == german
    with override("cs"):
        assert dates.date_text(event) == czech


def _event(**fields: Any) -> Event:
    return Event(first_day=date(2027, 3, 12), last_day=date(2027, 3, 12), **fields)


def test_times_follow_the_day() -> None:
    event = _event(starts_at=time(9), ends_at=time(16, 30))
    with override("de"):
        assert dates.when_text(event) == "12. März 2027, 9:00–16:30 Uhr"
    with override("cs"):
        assert dates.when_text(event) == "12. března 2027, 9:00–16:30"
    with override("de"):
        assert dates.when_text(_event(starts_at=time(9))) == "12. März 2027, ab 9:00 Uhr"
        assert dates.when_text(_event()) == "12. März 2027"
        two_days = Event(first_day=date(2027, 3, 12), last_day=date(2027, 3, 13), starts_at=time(9), ends_at=time(13))
        assert dates.when_text(two_days) == "12.–13. März 2027, ab 9:00 Uhr"


def test_a_half_year_has_no_times() -> None:
    assert dates.time_text(_event(precision=Precision.HALF_YEAR, starts_at=time(9))) == ""


def test_how_soon_it_is() -> None:
    event = _event()
    with override("de"):
        assert dates.days_left_text(event, date(2027, 3, 12)) == "heute"
        assert dates.days_left_text(event, date(2027, 3, 11)) == "morgen"
        assert dates.days_left_text(event, date(2027, 3, 1)) == "in 11 Tagen"
        assert dates.days_left_text(event, date(2027, 3, 13)) == ""
    with override("cs"):
        assert dates.days_left_text(event, date(2027, 3, 9)) == "za 3 dny"
        assert dates.days_left_text(event, date(2027, 3, 1)) == "za 11 dní"


def test_weekdays_of_the_programme() -> None:
    with override("de"):
        assert dates.day_text(date(2027, 3, 12)) == "Freitag, 12. März 2027"
    with override("cs"):
        assert dates.day_text(date(2027, 3, 12)) == "pátek, 12. března 2027"
