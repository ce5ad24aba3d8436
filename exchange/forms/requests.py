"""Two people whom the organiser wants to meet, or does not let meet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms.choosing import PersonField, people_of
from exchange.models import Exchange


class PairForm(forms.Form):
    """Two different people."""

    first = PersonField(queryset=None, label=_("First person"), empty_label=_("please choose"))
    second = PersonField(queryset=None, label=_("Second person"), empty_label=_("please choose"))

    def __init__(self, data: Any = None, *, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people = people_of(exchange)
        for name in ("first", "second"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody meets himself."""
        values = super().clean() or self.cleaned_data
        if values.get("first") and values.get("first") == values.get("second"):
            self.add_error("second", _("Please choose two different people."))
        return values


class WishForm(PairForm):
    """A meeting that the organiser wishes."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Both read it in their timetables.")
    )


class BanForm(PairForm):
    """Two who do not meet."""

    note = forms.CharField(label=_("Note"), max_length=200, required=False, help_text=_("Only organisers read it."))
