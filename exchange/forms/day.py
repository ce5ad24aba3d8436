"""What the day page sends."""

from uuid import uuid4

from django import forms


class PersonStepForm(forms.Form):
    """One person who is here, or does not come; `key` makes a double click one tick."""

    participant = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class RepairsItselfForm(forms.Form):
    """Whether the plan changes without asking."""

    repairs_itself = forms.BooleanField(required=False)
