"""What a device or a button sends at the door."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from events.choices import Direction
from events.services.checking_in import SentTick

MOST_TICKS = 2000


class TickForm(forms.Form):
    """One tick."""

    key = forms.UUIDField(required=False)
    registration = forms.IntegerField(min_value=1, max_value=2**62)
    direction = forms.ChoiceField(choices=Direction.choices)
    item = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    at = forms.CharField(required=False)
    undone = forms.BooleanField(required=False)

    def clean_at(self) -> Any:
        """A moment with its offset from UTC."""
        return moment(self.cleaned_data["at"]) if self.cleaned_data["at"] else None

    def sent(self, now: Any) -> SentTick:
        """The tick for the service; a button of a page without a script ticks now."""
        values = self.cleaned_data
        return SentTick(
            key=values["key"] or uuid4(),
            registration_id=values["registration"],
            direction=Direction(values["direction"]),
            at=values["at"] or now,
            item_id=values["item"],
            undone=values["undone"],
        )


class UndoForm(forms.Form):
    """Which tick is taken back."""

    key = forms.UUIDField()


def moment(text: Any) -> Any:
    """A date and time with an offset; raises ValidationError."""
    try:
        found = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        found = None
    if found is None or not is_aware(found):
        raise ValidationError("not a moment")
    return found


def batch(values: Any, now: Any) -> tuple[Any, list[SentTick]]:
    """The ticks in the JSON of a device, and what its clock says; raises ValidationError."""
    if not isinstance(values, dict) or not isinstance(values.get("ticks"), list):
        raise ValidationError("not a batch")
    if len(values["ticks"]) > MOST_TICKS:
        raise ValidationError("too many")
    forms_ = [TickForm(tick) for tick in values["ticks"] if isinstance(tick, dict)]
    if len(forms_) != len(values["ticks"]) or not all(form.is_valid() and form.cleaned_data["key"] for form in forms_):
        raise ValidationError("not a tick")
    return moment(values.get("sent_at")), [form.sent(now) for form in forms_]
