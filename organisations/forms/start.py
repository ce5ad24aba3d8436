"""The first steps of a member: find the own organisation, or enter it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from organisations.choices import Kind, Role
from organisations.models import Invitation, JoinRequest, Organisation, Region
from organisations.places import find_place
from organisations.validators import clean_postcode


class StartForm(forms.ModelForm[Organisation]):
    """The few facts with which a profile begins."""

    field_order = ("kind", "name", "country", "postcode", "town", "region", "original_language")

    kind = forms.ChoiceField(label=_("What do you want to enter?"), choices=Kind.choices, widget=forms.RadioSelect)
    original_language = forms.ChoiceField(
        label=_("In which language do you write first?"), choices=Language.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = Organisation
        fields = ("name", "country", "postcode", "town", "region", "original_language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["postcode"].required = True
        self.fields["region"].empty_label = _("by the postcode")  # type: ignore[attr-defined]
        self.fields["region"].help_text = _("Only needed when we do not know the postcode.")

    def clean_postcode(self) -> str:
        """Five digits, however they were typed."""
        return clean_postcode(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        """An unknown postcode needs the region."""
        values = super().clean() or self.cleaned_data
        postcode = values.get("postcode")
        if postcode and values.get("region") is None:
            place = find_place(postcode, country=values.get("country"), town=values.get("town", ""))
            values["region"] = Region.objects.filter(pk=place.region_code).first() if place else None
            if place is None:
                self.add_error("region", _("We do not know this postcode. Please choose the region."))
        return values


class InvitationForm(forms.ModelForm[Invitation]):
    """Whom to invite, as what, and in which language the mail is written."""

    class Meta:
        model = Invitation
        fields = ("email", "role", "language")
        widgets = {"role": forms.RadioSelect, "language": forms.RadioSelect}


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class JoinForm(forms.ModelForm[JoinRequest]):
    """Why somebody wants to act for an organisation."""

    class Meta:
        model = JoinRequest
        fields = ("message",)
        widgets = {"message": forms.Textarea(attrs={"rows": 3})}
