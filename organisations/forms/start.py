"""The first steps of a member: find the own organisation, or enter it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from organisations.choices import Kind, Role
from organisations.forms.blanks import name_blanks
from organisations.forms.region import RegionField, settle_region
from organisations.models import Invitation, JoinRequest, Organisation
from organisations.validators import LONGEST_POSTCODE, clean_postcode


class StartForm(forms.ModelForm[Organisation]):
    """The few facts with which a profile begins."""

    field_order = ("kind", "name", "country", "postcode", "town", "region", "original_language")

    kind = forms.ChoiceField(label=_("What do you want to enter?"), choices=Kind.choices, widget=forms.RadioSelect)
    original_language = forms.ChoiceField(
        label=_("In which language do you write first?"), choices=Language.choices, widget=forms.RadioSelect
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=LONGEST_POSTCODE)
    region = RegionField()

    class Meta:
        model = Organisation
        fields = ("name", "country", "postcode", "town", "region", "original_language")

    def clean_postcode(self) -> str:
        """Five digits, however they were typed."""
        return clean_postcode(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        """An unknown postcode needs the region."""
        values = super().clean() or self.cleaned_data
        settle_region(self, values)
        return values


class InvitationForm(forms.ModelForm[Invitation]):
    """Whom to invite, as what, and in which language the mail is written."""

    class Meta:
        model = Invitation
        fields = ("email", "role", "language")
        widgets = {"role": forms.RadioSelect, "language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blanks(self)


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class JoinForm(forms.ModelForm[JoinRequest]):
    """Why somebody wants to act for an organisation."""

    class Meta:
        model = JoinRequest
        fields = ("message",)
        widgets = {"message": forms.Textarea(attrs={"rows": 3})}
