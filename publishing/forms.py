"""What clerks type in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publishing.choices import ReviewReason, StandardReason

APPROVE, SEND_BACK, REVERT = "approve", "send_back", "revert"
DECISIONS = {
    ReviewReason.FIRST: {APPROVE: _("Publish"), SEND_BACK: _("Send back")},
    ReviewReason.CHANGE: {APPROVE: _("Approve the change"), REVERT: _("Revert the change")},
}
LONGEST_REASON = 2000


class DecisionForm(forms.Form):
    """A decision about one entry, with a reason unless it is approved.

    `revision` is the state that the clerk has read.
    """

    decision = forms.ChoiceField()
    revision = forms.IntegerField(widget=forms.HiddenInput)
    standard = forms.MultipleChoiceField(
        label=_("Frequent reasons"),
        choices=StandardReason.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Every owner reads these in the own language."),
    )
    reason = forms.CharField(
        label=_("Reason in your own words"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(self, *args: Any, occasion: ReviewReason, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.choices = list(DECISIONS[occasion].items())

    def clean(self) -> dict[str, Any]:
        """Nobody is refused without a reason."""
        values = super().clean() or self.cleaned_data
        is_refused = values.get("decision") in {SEND_BACK, REVERT}
        if is_refused and "reason" in values and not (values["reason"] or values.get("standard")):
            self.add_error("reason", _("Please give a reason: the owners read it."))
        return values


class StepForm(forms.Form):
    """Why an entry is taken off the public pages."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_REASON,
        help_text=_("The owners receive it by e-mail."),
    )
