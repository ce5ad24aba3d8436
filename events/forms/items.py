"""The programme items of the form: a box for each, and a list of bus stops where there are any."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilingual.text import text_of
from events.models import PickUpPoint, ProgrammeItem
from events.setup import FormSetup


class ItemFields:
    """Fields named by the numbers of the items, made for one form."""

    def __init__(self, setup: FormSetup) -> None:
        self.setup = setup

    def fields(self) -> dict[str, forms.Field]:
        """All fields by name."""
        made: dict[str, forms.Field] = {}
        for item in self.setup.items:
            made[f"item_{item.pk}"] = forms.BooleanField(label=text_of(item, "title").value, required=False)
            if stops := self.setup.stops_of(item):
                made[f"stop_{item.pk}"] = stop_field(stops)
        return made

    def rows(self, form: forms.Form) -> Iterator[dict[str, Any]]:
        """What the template needs of each item."""
        for item in self.setup.items:
            stop = f"stop_{item.pk}"
            yield {
                "item": item,
                "field": form[f"item_{item.pk}"],
                "stop": form[stop] if stop in form.fields else None,
                "places": self.setup.places.get(item.pk),
            }

    def check(self, form: forms.Form, values: dict[str, Any]) -> None:
        """Errors beside the fields: two items at the same time, a bus without a stop."""
        taken: list[ProgrammeItem] = []
        for item in self.setup.items:
            if not values.get(f"item_{item.pk}"):
                continue
            if self.setup.stops_of(item) and not values.get(f"stop_{item.pk}"):
                form.add_error(f"stop_{item.pk}", _("Please choose where you get on."))
            for other in taken:
                if item.starts_at < other.ends_at and other.starts_at < item.ends_at:
                    form.add_error(f"item_{item.pk}", _("This is at the same time as “%(title)s”.") % {"title": other})
            taken.append(item)

    def chosen(self, values: dict[str, Any]) -> list[tuple[int, int | None]]:
        """The items to book, each with its stop."""
        ticked = [item for item in self.setup.items if values.get(f"item_{item.pk}")]
        return [(item.pk, int(stop) if (stop := values.get(f"stop_{item.pk}")) else None) for item in ticked]


class StopField(forms.ChoiceField):
    """Needed as soon as the item is booked, so the page does not call it optional."""

    is_conditional = True


def stop_field(stops: list[PickUpPoint]) -> forms.ChoiceField:
    """Where the bus stops, with the times."""
    options = [(str(stop.pk), f"{stop.time:%H:%M} {text_of(stop, 'place').value}") for stop in stops]
    return StopField(
        label=gettext_lazy("Where do you get on?"),
        choices=[("", gettext_lazy("please choose")), *options],
        required=False,
    )
