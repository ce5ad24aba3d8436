"""Somebody stands at the door and is not registered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from bilingual.text import page_language
from events.forms.ticks import moment
from events.models import Registration
from events.services.sent import Person
from events.services.walk_ins import SentWalkIn
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

    def sent(self, key: UUID, at: datetime) -> SentWalkIn:
        """The person for the service, as a device sends it."""
        values = self.cleaned_data
        return SentWalkIn(key, self.person(), values["organisation_name"], values["country"], values["language"], at)

    def person(self) -> Person:
        """The person for the registration."""
        values = self.cleaned_data
        return Person(first_name=values["first_name"], last_name=values["last_name"], email=values["email"])


MOST_WALK_INS = 200


def walk_in_batch(values: Any) -> tuple[datetime, list[SentWalkIn], list[str]]:
    """What a device's clock says, the people in its JSON, and the keys of those that cannot be read.

    Raises ValidationError for what is no batch at all.
    """
    rows = values.get("walk_ins") if isinstance(values, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_WALK_INS or not all(isinstance(row, dict) for row in rows):
        raise ValidationError("not a batch")
    good, bad = [], []
    for row in rows:
        sent = _read(row)
        if sent:
            good.append(sent)
        else:
            bad.append(str(row.get("key", "")))
    return moment(values.get("sent_at")), good, bad


def _read(row: Mapping[str, Any]) -> SentWalkIn | None:
    form = WalkInForm({name: value for name, value in row.items() if isinstance(value, str)})
    try:
        key, at = UUID(str(row.get("key"))), moment(row.get("at"))
    except (ValueError, ValidationError):
        return None
    return form.sent(key, at) if form.is_valid() else None
