"""The partners of an event, a row each: found in the directory by name, or only named."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from events.models import Event, EventPartner
from organisations.forms.blanks import name_blanks
from organisations.models import Organisation
from search.parameters import number_from

MOST = 20


class PartnerForm(forms.ModelForm[EventPartner]):
    """One partner; a name that stands in the directory becomes a link to its entry."""

    class Meta:
        model = EventPartner
        fields = ("name", "role", "country")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blanks(self)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["list"] = "organisation-names"
        if self.instance.organisation:
            self.initial["name"] = self.instance.organisation.name

    def clean(self) -> dict[str, Any]:
        """Find the entry of the directory that has this name."""
        values = super().clean() or self.cleaned_data
        name = values.get("name", "")
        found = Organisation.objects.published().filter(name__iexact=name).first() if name else None
        self.instance.organisation = found
        if found:
            values["country"] = found.country
        return values


PartnerFormSet = forms.inlineformset_factory(
    *(Event, EventPartner),
    form=PartnerForm,
    extra=1,
    max_num=MOST,
    absolute_max=MOST + 5,
    validate_max=True,
    can_delete=True,
    can_delete_extra=False,
)


def unjudged(rows: Any) -> Any:
    """What was typed, without errors: for the steps of the form that do not save."""
    for row in rows.forms:
        row._errors, row.cleaned_data = ErrorDict(), {}
    rows._errors, rows._non_form_errors = [{} for _row in rows.forms], []
    return rows


def with_one_more(data: Any, prefix: str) -> Any:
    """The posted data of a formset with another empty row."""
    grown = data.copy()
    total = number_from(grown.get(f"{prefix}-TOTAL_FORMS")) or 0
    grown[f"{prefix}-TOTAL_FORMS"] = str(min(total, MOST + 4) + 1)
    return grown
