"""Somebody stands at the door and is not registered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from bilingual.text import page_language
from events.models import Registration
from events.services.registering import Person
from organisations.choices import Country


class WalkInForm(forms.ModelForm[Registration]):
    """As little as possible: a queue is waiting."""

    country = forms.ChoiceField(label=_("Country"), choices=Country.choices, initial=Country.DE)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    beyond = forms.BooleanField(
        label=_("Let in although all places are taken"), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Registration
        fields = ("first_name", "last_name", "organisation_name", "email")

    def __init__(self, *args: Any, is_full: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = page_language().value
        if is_full:
            self.fields["beyond"].widget = forms.CheckboxInput()

    def person(self) -> Person:
        """The person for the registration."""
        values = self.cleaned_data
        return Person(first_name=values["first_name"], last_name=values["last_name"], email=values["email"])
