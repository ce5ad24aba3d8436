"""Which part of the region somebody looks at, by plain parameters of the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.filters import division_names
from organisations.choices import Country
from organisations.reference import region_names
from radar.analysis import Area


class AreaForm(forms.Form):
    """Region, country and division; what is unknown is left out."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False, choices=[("", _("both")), *Country.choices])
    division = forms.ChoiceField(label=_("Group of goods and services"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.choices = [("", _("all twelve")), *region_names().items()]
        division: Any = self.fields["division"]
        division.choices = [("", _("all")), *division_names().items()]
        for field in self.fields.values():
            # a filter that is left alone needs no word about it
            field.is_conditional = True  # type: ignore[attr-defined]

    @property
    def area(self) -> Area:
        """What was chosen and exists."""
        self.is_valid()
        return Area(**{name: self.cleaned_data.get(name, "") for name in ("region", "country", "division")})
