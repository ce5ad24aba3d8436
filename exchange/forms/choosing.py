"""Fields in which slots and people are chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.text import page_language
from exchange.models import Exchange, Participant
from exchange.sides import organisation_of
from exchange.slot_times import slot_choices


def away_field(exchange: Exchange) -> forms.TypedMultipleChoiceField:
    """The slots in which somebody or something is not there; a slot that is added later is free."""
    return forms.TypedMultipleChoiceField(
        label=_("Not there in"), coerce=int, choices=slot_choices(exchange, exchange.slots.in_use()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def people_of(exchange: Exchange) -> Any:
    """Who takes part, by name, with what the labels need."""
    rows = Participant.objects.filter(exchange=exchange.pk).taking_part().with_names()
    return rows.order_by(f"registration__sort_key_{page_language().value}", "pk")


class PersonField(forms.ModelChoiceField):
    """One participant, surname first, with the organisation."""

    def label_from_instance(self, obj: Any) -> str:
        """ "Nováková, Jana (Strojírny)"."""
        return person_text(obj)


def person_text(person: Participant) -> str:
    """A name as it stands in a list, with the organisation."""
    name = f"{person.registration.last_name}, {person.registration.first_name}"
    organisation = organisation_of(person)
    return f"{name} ({organisation})" if organisation else name
