"""The date of an event as exactly as it is known: days, a month, or half a year."""

import calendar
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from events.choices import Precision

FIRST_YEAR, LAST_YEAR = 2020, 2100
BLANK = ("", _("please choose"))
CHOOSE_MONTH = [BLANK, *MONTHS.items()]
CHOOSE_HALF = [BLANK, (1, _("First half-year")), (2, _("Second half-year"))]
LONGEST_EVENT = 366  # days


class DayInput(forms.DateInput):
    """The browser's own calendar, which speaks ISO."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class WhenForm(forms.Form):
    """Works out `first_day` and `last_day` from the fields that belong to the chosen precision."""

    precision = forms.ChoiceField(
        label=_("How exactly is the date known?"),
        choices=Precision.choices,
        initial=Precision.DAY,
        widget=forms.RadioSelect,
        help_text=_("A month or half a year is enough to announce an event."),
    )
    first_day = forms.DateField(label=_("First day"), widget=DayInput(), required=False)
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput(), required=False, help_text=_("Empty: it ends on the first day.")
    )
    month = forms.TypedChoiceField(
        label=_("Month"),
        coerce=int,
        empty_value=None,
        choices=CHOOSE_MONTH,
        required=False,
    )
    half = forms.TypedChoiceField(
        label=_("Half-year"),
        coerce=int,
        empty_value=None,
        choices=CHOOSE_HALF,
        required=False,
    )
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)

    def show_when(self, first_day: date, precision: str) -> None:
        """Fill the fields from an event's date."""
        self.initial.update(month=first_day.month, half=1 if first_day.month <= 6 else 2, year=first_day.year)
        if precision != Precision.DAY:
            self.initial.update(first_day=None, last_day=None)

    def clean(self) -> dict[str, Any]:
        """Both ends of the time."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        precision = values.get("precision")
        if precision == Precision.DAY:
            self._days(values)
        elif precision:
            self._span(values, "month" if precision == Precision.MONTH else "half")
        return values

    def _days(self, values: dict[str, Any]) -> None:
        first, last = values.get("first_day"), values.get("last_day")
        if first is None:
            if "first_day" not in self.errors:
                self.add_error("first_day", _("Please enter the day."))
            return
        if last is None:
            values["last_day"] = first
        elif last < first:
            self.add_error("last_day", _("The end lies before the beginning."))
        elif (last - first).days >= LONGEST_EVENT:
            self.add_error("last_day", _("An event lasts at most a year."))

    def _span(self, values: dict[str, Any], name: str) -> None:
        for field, text in ((name, _("Please choose.")), ("year", _("Please enter the year."))):
            if values.get(field) is None and field not in self.errors:
                self.add_error(field, text)
        part, year = values.get(name), values.get("year")
        if part is None or year is None:
            return
        first, last = (part, part) if name == "month" else (6 * part - 5, 6 * part)
        values["first_day"] = date(year, first, 1)
        values["last_day"] = date(year, last, calendar.monthrange(year, last)[1])
