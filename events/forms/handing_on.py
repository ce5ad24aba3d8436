"""Handing on a place: whom to ask, and what the person who was asked fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.people import NAME_FIELDS, PersonDataForm
from events.handing_on import Offer
from events.services.substituting import Substitute
from events.setup import FormSetup

OF_PERSON = (*NAME_FIELDS, "email", "function")


class HandOnForm(forms.Form):
    """Whom to ask."""

    email = forms.EmailField(
        label=_("E-mail address of the person who comes instead"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = present

    def clean_email(self) -> str:
        """In small letters, as all addresses are compared; not the one that has the place."""
        address = str(self.cleaned_data["email"]).lower()
        if address == self.present:
            raise forms.ValidationError(_("This is the address that has the place now."))
        return address


class TakeOverForm(PersonDataForm):
    """The new person: everything that is asked of participants, answers and consents included."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The one that our mail went to."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    own_fields = (*NAME_FIELDS, "email", "function", "languages", "needs")

    def __init__(self, *args: Any, setup: FormSetup, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, setup=setup, **kwargs)
        self.offer = offer

    def clean_email(self) -> str:
        """Only who was asked can say yes."""
        address = str(self.cleaned_data["email"]).lower()
        if not self.offer.is_for(address):
            raise forms.ValidationError(
                _("This place was offered to another address. Please give the one that our mail went to.")
            )
        return address

    def person(self) -> Substitute:
        """The person for the service."""
        return Substitute(**{name: self.cleaned_data[name] for name in OF_PERSON})
