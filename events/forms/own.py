"""What a participant changes: the stored data as the form shows them, and one more programme item."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilingual.text import text_of
from events.choices import ENDED
from events.forms.answers import question_name, typed
from events.forms.consents import consent_name
from events.forms.people import initial_of
from events.models import Answer, ItemBooking, Registration
from events.services.consents import given
from events.setup import FormSetup


def initial(registration: Registration, setup: FormSetup) -> dict[str, Any]:
    """What the form of one person begins with."""
    stored = dict(Answer.objects.filter(registration=registration).values_list("question_id", "value"))
    agreed = given(registration)
    return {
        **initial_of(registration),
        **{
            question_name(question): typed(question, stored[question.pk])
            for question in setup.questions
            if question.pk in stored
        },
        **{consent_name(text): agreed.get(text.pk, False) for text in setup.consents},
    }


class BookItemForm(forms.Form):
    """A place in one item that the person has not booked yet; another bus stop for one that is booked."""

    book = forms.ChoiceField(
        label=gettext_lazy("Programme item"),
        error_messages={"required": gettext_lazy("Please choose a programme item.")},
    )

    def __init__(self, *args: Any, setup: FormSetup, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setup = setup
        rows = ItemBooking.objects.filter(registration=registration).exclude(state__in=ENDED)
        self._booked = dict(rows.values_list("item_id", "pick_up_point_id"))
        field: Any = self.fields["book"]
        self._choices = self._options()
        field.choices = [("", gettext_lazy("please choose")), *self._choices]

    @property
    def has_items(self) -> bool:
        """Whether there is anything left to book."""
        return bool(self._choices)

    def chosen(self) -> dict[str, Any]:
        """Item and stop for the service."""
        item, _dash, stop = self.cleaned_data["book"].partition("-")
        return {"item_id": int(item), "pick_up_point_id": int(stop) if stop else None}

    def _options(self) -> list[tuple[str, str]]:
        found = []
        for item in self.setup.items:
            stops = self.setup.stops_of(item)
            title = f"{text_of(item, 'title').value} ({self._left(item.pk)})"
            if not stops and item.pk not in self._booked:
                found.append((str(item.pk), title))
            found += [
                (f"{item.pk}-{stop.pk}", f"{title}, {stop.time:%H:%M} {text_of(stop, 'place').value}")
                for stop in stops
                if self._booked.get(item.pk) != stop.pk
            ]
        return found

    def _left(self, item: int) -> str:
        places = self.setup.places.get(item)
        if places is None or places.left is None:
            return _("places free")
        return _("%(left)d free") % {"left": places.left} if places.left else _("waiting list")
