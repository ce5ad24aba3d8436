"""The whole form: the contact once, and a block for each person; no step loses what was typed."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from bilingual.text import page_language
from events.forms.people import PersonForm
from events.forms.sharing import share_fields
from events.services.sent import Contact, Person
from events.setup import FormSetup
from organisations.choices import Country
from organisations.models import Organisation
from search.parameters import numbers_from

LONGEST_LIST = 50  # blocks; whatever a hand-made request asks for


@share_fields
class ContactForm(forms.Form):
    """Who registers, and for which organisation."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the contact"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("We write to this address about the registration."),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Name of the contact"),
        max_length=170,
        required=False,
        help_text=gettext_lazy("Only if the contact is not the first participant below."),
    )
    organisation_name = forms.CharField(
        label=gettext_lazy("Company or institution"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=Country.choices)

    def __init__(self, *args: Any, setup: FormSetup, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setup, self.user = setup, user
        if user:
            # an address that is known: the place counts without another mail
            self._own("email").disabled = True
            self._own("email").initial = user.email
            self._offer_own_organisations(user)

    def _own(self, name: str) -> forms.Field:
        """A field of this form alone."""
        if self.fields[name] is self.base_fields[name]:
            self.fields[name] = deepcopy(self.base_fields[name])
        return self.fields[name]

    def _offer_own_organisations(self, user: User) -> None:
        own = Organisation.objects.editable_by(user).order_by("name")
        if own:
            field = forms.ModelChoiceField(
                own,
                label=_("Your organisation"),
                required=False,
                empty_label=_("another one, or none"),
                initial=own[0].pk,
            )
            before = [name for name in self.fields if name not in ("organisation_name", "country")]
            self.fields["organisation"] = field
            self._own("organisation_name").label = _("Other company or institution")
            self.order_fields([*before, "organisation"])

    def clean_email(self) -> str:
        """In small letters, as all addresses are compared."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Where organisations have a limit, everybody says which one they come from."""
        values = super().clean() or {}
        names = values.get("organisation") or values.get("organisation_name")
        if self.setup.desk.most_per_organisation and not names and "organisation_name" not in self.errors:
            self.add_error(
                "organisation_name",
                _("Please say which organisation you come from: the number of places for each is limited."),
            )
        return values

    def contact(self, first_person: str) -> Contact:
        """The contact for the service; the first person where no name is given."""
        values = self.cleaned_data
        organisation: Organisation | None = values.get("organisation")
        return Contact(
            name=values["contact_name"] or first_person,
            email=values["email"],
            language=page_language().value,
            organisation_id=organisation.pk if organisation else None,
            organisation_name=organisation.name if organisation else values["organisation_name"],
            country=organisation.country if organisation else values["country"],
        )


class RegistrationForm:
    """Contact and people as one form: valid when all are, with one summary of errors."""

    def __init__(self, data: QueryDict | None = None, *, setup: FormSetup, user: User | None = None) -> None:
        self.setup, self.user = setup, user
        self._messages: list[str] = []
        known = {"form_key": uuid4(), "country": Country.CZ if page_language() == "cs" else Country.DE}
        self.contact = ContactForm(data, setup=setup, user=user, initial=known)
        rows = _rows(data) if data is not None else [0]
        self.people = [
            PersonForm(data, setup=setup, row=row, initial=_own(user) if place == 0 else {})
            for place, row in enumerate(rows)
        ]

    def is_valid(self) -> bool:
        """Whether all parts are; every part is checked, so that all errors show at once."""
        valid = all([self.contact.is_valid(), *[form.is_valid() for form in self.people]])
        self._check_addresses()
        return valid and not self.errors

    def without_errors(self) -> "RegistrationForm":
        """What was typed, not judged yet."""
        for form in (self.contact, *self.people):
            form._errors = ErrorDict()  # type: ignore[attr-defined]
        return self

    def use(self, setup: FormSetup) -> None:
        """Show the same form with what is left now."""
        self.setup = setup
        for form in self.people:
            form.setup = form.items.setup = setup

    def add_message(self, message: str) -> None:
        """An error of the whole form."""
        self._messages.append(message)

    def _check_addresses(self) -> None:
        seen: set[str] = set()
        for form in self.people:
            address = getattr(form, "cleaned_data", {}).get("email")
            if address and address in seen:
                form.add_error("email", _("This address stands in the form twice."))
            seen.add(address or "")

    def to_register(self) -> tuple[Contact, list[Person], UUID]:
        """Contact, people and the key of a valid form.

        The first person has the contact's address, unless somebody else is the contact.
        """
        first = self.people[0].cleaned_data
        values = self.contact.cleaned_data
        contact = self.contact.contact(f"{first['first_name']} {first['last_name']}")
        own = "" if values["contact_name"] else contact.email
        if any(form.cleaned_data["email"] == own for form in self.people[1:]):
            own = ""
        people = [form.person(own if place == 0 else "") for place, form in enumerate(self.people)]
        return contact, people, values["form_key"]

    @property
    def has_several(self) -> bool:
        """Whether there is a block that can be removed."""
        return len(self.people) > 1

    @property
    def may_add(self) -> bool:
        """Whether another person fits into the form."""
        return len(self.people) < self.setup.desk.most_at_once

    # what the summary of errors asks of a form

    @property
    def errors(self) -> Mapping[str, Any]:
        """Truthy when anything is wrong."""
        found: dict[str, Any] = dict(self.contact.errors)
        for form in self.people:
            found |= {form.add_prefix(name): errors for name, errors in form.errors.items()}
        return found | ({"__all__": self._messages} if self._messages else {})

    def non_field_errors(self) -> list[str]:
        """Errors that belong to no field."""
        return [*self._messages, *self.contact.non_field_errors()]

    def visible_fields(self) -> Iterator[BoundField]:
        """All fields in their order on the page."""
        for form in (self.contact, *self.people):
            yield from form.visible_fields()


def with_rows(data: QueryDict, action: str) -> QueryDict:
    """What was typed, with one block more (`add`) or one less (`remove-3`)."""
    changed = data.copy()
    rows = _rows(data)
    if action == "add" and len(rows) < LONGEST_LIST:
        rows.append(max(rows) + 1)
    elif action.startswith("remove-") and len(rows) > 1:
        rows = [row for row in rows if f"remove-{row}" != action]
    changed.setlist("row", [str(row) for row in rows])
    return changed


def _rows(data: QueryDict) -> list[int]:
    """The numbers of the blocks in their order."""
    asked = numbers_from(data.getlist("row"), digits=3)
    return list(dict.fromkeys(asked))[:LONGEST_LIST] or [0]


def _own(user: User | None) -> dict[str, Any]:
    """What is known of a member."""
    if user is None:
        return {}
    names = ("title_before", "first_name", "last_name", "title_after")
    return {**{name: getattr(user, name) for name in names}, "languages": [user.preferred_language]}
