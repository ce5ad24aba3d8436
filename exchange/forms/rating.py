"""Outcomes from paper: a row for each meeting, keyed in without the mouse."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.choices import Outcome

DIGITS = {str(number): outcome for number, outcome in enumerate(Outcome, 1)}
"""The digit that stands on paper before each outcome."""
ROWS = 4
TABLE_AND_TIME = re.compile(r"^(?P<table>.+?)[\s/,]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})$")


class DigitField(forms.CharField):
    """The digit of an outcome; empty where a side has said nothing."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "size": "2", "maxlength": "1"}
        super().__init__(required=False, max_length=1, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value: Any) -> Outcome | None:
        """The outcome, or None."""
        digit = super().clean(value)
        if not digit:
            return None
        if digit not in DIGITS:
            raise forms.ValidationError(_("Please type a digit from 1 to 5."))
        return DIGITS[digit]


class PaperRow(forms.Form):
    """One meeting: its code, or its table with the time, and a digit for each side."""

    code = forms.CharField(
        label=gettext_lazy("Code, or table and time"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    source = DigitField(label=gettext_lazy("First person"))
    target = DigitField(label=gettext_lazy("Second person"))

    def clean(self) -> dict[str, Any]:
        """A row has all it needs, or nothing."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        said = values.get("source") or values.get("target")
        if self.errors:
            return values
        if values.get("code") and not said:
            self.add_error("source", _("Please type at least one digit."))
        if said and not values.get("code"):
            self.add_error("code", _("Please type the code of the meeting, or its table and time."))
        return values

    @property
    def is_filled(self) -> bool:
        """Whether there is something to keep."""
        return bool(self.cleaned_data.get("code"))
