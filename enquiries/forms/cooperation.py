"""What a member says about a cooperation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enquiries.choices import Stage, ValueBand
from organisations.models import Organisation


class StageForm(forms.Form):
    """The stage by the button that was pressed, and about how much money it is."""

    stage = forms.ChoiceField(choices=Stage.choices)
    value_band = forms.ChoiceField(
        label=_("About how much is it worth? (not needed)"),
        choices=[("", _("no answer")), *ValueBand.choices],
        required=False,
    )


class NewCooperationForm(forms.Form):
    """A cooperation that began elsewhere, for example at an event."""

    own = forms.ModelChoiceField(Organisation.objects.none(), label=_("Your organisation"), empty_label=None)
    partner = forms.CharField(
        label=_("Name of the partner"), max_length=200, help_text=_("As it is listed here, or a part of the name.")
    )
    stage = forms.ChoiceField(label=_("How far have you come?"), choices=Stage.choices)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["own"]
        own.queryset = organisations
        if len(organisations) == 1:
            own.widget = own.hidden_widget()
            own.initial = organisations[0].pk

    def clean(self) -> dict[str, Any]:
        """Exactly one published organisation is meant."""
        values = super().clean() or self.cleaned_data
        name = values.get("partner", "").replace("\x00", "")
        if name and values.get("own"):
            rows = Organisation.objects.published().exclude(pk=values["own"].pk)
            found = list(rows.filter(name__iexact=name)[:2]) or list(rows.filter(name__icontains=name)[:2])
            if len(found) == 1:
                values["partner_organisation"] = found[0]
            else:
                several = _("Several organisations are called like that. Please give the whole name.")
                self.add_error("partner", several if found else _("No organisation with this name is listed here."))
        return values
