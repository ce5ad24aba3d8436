"""One person in the form: name, languages, items to book, the organiser's questions, consents."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from events.choices import Mode
from events.forms.answers import answers, question_field, question_name
from events.forms.consents import consent_field, consent_name, decisions
from events.forms.items import ItemFields
from events.forms.sharing import share_fields
from events.models import Registration
from events.services.sent import Person
from events.setup import FormSetup
from organisations.choices import SpokenLanguage

NAME_FIELDS = ("title_before", "first_name", "last_name", "title_after")
# what most people here speak; the others are behind them in the list
LANGUAGES = [(code.value, code.label) for code in SpokenLanguage]


@share_fields
class PersonDataForm(forms.Form):
    """What a person may change later, too."""

    title_before = forms.CharField(label=_("Title before the name"), max_length=50, required=False)
    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    title_after = forms.CharField(label=_("Title after the name"), max_length=50, required=False)
    function = forms.CharField(label=_("Function"), max_length=120, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("In which you can talk to others."),
    )
    needs = forms.CharField(
        label=_("What we should know"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wheelchair, diet, allergies: only the organisers read this, and it is deleted after the event."),
    )

    own_fields: ClassVar[tuple[str, ...]] = (*NAME_FIELDS, "function", "languages", "needs")

    def __init__(self, *args: Any, setup: FormSetup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setup = setup
        for question in setup.questions:
            self.fields[question_name(question)] = question_field(question)
        for text in setup.consents:
            self.fields[consent_name(text)] = consent_field(text)

    @property
    def main_fields(self) -> list[BoundField]:
        """Name and what else is asked of everybody."""
        return [self[name] for name in self.own_fields if name in self.fields]

    @property
    def question_fields(self) -> list[BoundField]:
        """The organiser's questions."""
        return [self[question_name(question)] for question in self.setup.questions]

    @property
    def consent_fields(self) -> list[BoundField]:
        """The consents."""
        return [self[consent_name(text)] for text in self.setup.consents]

    def answers(self) -> dict[int, Any]:
        """The answers as they are stored."""
        return answers(self, self.setup.questions)

    def decisions(self) -> dict[int, bool]:
        """The consents as they are stored."""
        return decisions(self, self.setup.consents)

    def data_of_person(self) -> dict[str, Any]:
        """The facts as `Person` and `Registration` name them."""
        return {name: self.cleaned_data[name] for name in PersonDataForm.own_fields}


@share_fields
class PersonForm(PersonDataForm):
    """Somebody who is to be registered: also an address of the own, and the programme items."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("To this address we send the ticket. Empty: it goes to the contact."),
    )
    wants_online = forms.BooleanField(label=_("Takes part online"), required=False)

    own_fields = (*NAME_FIELDS, "email", "function", "languages", "wants_online", "needs")

    def __init__(self, *args: Any, row: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"p{row}", **kwargs)
        self.row = row
        self.items = ItemFields(self.setup)
        self.fields |= self.items.fields()
        if self.setup.event.mode != Mode.HYBRID:
            del self.fields["wants_online"]

    @property
    def item_rows(self) -> Iterator[dict[str, Any]]:
        """Each item with its box, its list of bus stops and what is left."""
        return self.items.rows(self)

    def clean_email(self) -> str:
        """In small letters, as all addresses are compared."""
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        """Nobody is at two places at once, and a bus picks up somewhere."""
        values = super().clean() or {}
        self.items.check(self, values)
        return values

    def person(self, email: str) -> Person:
        """The person for the service; `email` where none of the own is given."""
        values = self.cleaned_data
        return Person(
            **self.data_of_person(),
            email=values["email"] or email,
            wants_online=values.get("wants_online", False),
            items=self.items.chosen(values),
            answers=self.answers(),
            consents=self.decisions(),
        )


def initial_of(registration: Registration) -> dict[str, Any]:
    """The facts of a registration as the form shows them."""
    return {name: getattr(registration, name) for name in PersonDataForm.own_fields}
