"""The region of an organisation: that of its postcode, one chosen by hand, or none outside the programme area."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.models import Region
from organisations.places import find_place, postcode_regions

OUTSIDE = "outside"


class RegionIterator(ModelChoiceIterator):
    """The twelve regions, and none of them."""

    def __iter__(self) -> Iterator[Any]:
        yield from super().__iter__()
        yield OUTSIDE, _("outside the programme area")


class RegionField(forms.ModelChoiceField):
    """A region, OUTSIDE, or None for the region of the postcode; `settle_region` then decides."""

    iterator = RegionIterator

    def __init__(self) -> None:
        super().__init__(
            Region.objects.all(),
            label=_("Region"),
            empty_label=_("by the postcode"),
            help_text=_("Only needed when we do not know the postcode."),
            required=False,
        )

    def to_python(self, value: Any) -> Any:
        """The region, or OUTSIDE as it stands."""
        return OUTSIDE if value == OUTSIDE else super().to_python(value)


def settle_region(form: forms.BaseForm, values: dict[str, Any]) -> None:
    """Put the region, or None outside the area, in place of what was chosen; an error where it cannot be right.

    Who moves and leaves the region alone gets the one of the new postcode.
    """
    if "region" not in values:
        return
    chosen, postcode, country = values["region"], values.get("postcode"), values.get("country")
    values["region"] = None if chosen == OUTSIDE else chosen
    if "postcode" in form.errors:
        return
    known = postcode_regions(postcode, country) if postcode and country else set()
    has_moved = {"postcode", "country"} & {*form.changed_data} and "region" not in form.changed_data
    if known and (chosen is None or (has_moved and getattr(chosen, "pk", "") not in known)):
        place = find_place(str(postcode), country=country, town=values.get("town", ""))
        values["region"] = Region.objects.get(pk=place.region_code) if place else None
        return
    if problem := _problem(chosen, known, bool(postcode), country):
        form.add_error("region", str(problem))


def _problem(chosen: Any, known: set[str], has_postcode: bool, country: str | None) -> str | Promise:
    """Why the choice is not possible; empty when it is."""
    if chosen is None:
        if has_postcode:
            return _("We do not know this postcode. Please choose the region.")
        return _("Please enter the postcode, or choose the region.")
    if chosen == OUTSIDE:
        return _("This postcode lies within the programme area.") if known else ""
    if country and chosen.country != country:
        return _("This region lies in the other country.")
    return _("This postcode lies in another region.") if known and chosen.pk not in known else ""
