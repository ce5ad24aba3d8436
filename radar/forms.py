"""What a company wants to keep an eye on."""

from typing import Any, Self

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from organisations.forms.pickers import CodePickerField

MOST_NEEDS = 50


class NeedsForm(forms.Form):
    """The categories that an organisation needs beside those of its demands."""

    capabilities = CodePickerField(
        label=_("Categories that you buy"),
        search_name="capabilities",
        placeholder=_("for example turned parts, mould, transport"),
        most=MOST_NEEDS,
        help_text=_("Only your colleagues see this list. What your current demands ask for is counted anyway."),
    )

    def without_errors(self) -> Self:
        """What was typed, not yet judged: for the steps of the form that do not save."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        return self
