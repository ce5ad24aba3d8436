"""How the list of offers and demands is narrowed down."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from listings.choices import Direction, Type
from organisations.filters import CERTIFICATE, COUNTRY, CPV, LANGUAGE, REGION, OrganisationFilterSet
from organisations.reference import capability_names
from search.filters import Chip, Facet, FacetGroup

KIND = Facet(
    name="kind", label=_("Offer or demand"), choices=lambda: {code: str(label) for code, label in Direction.choices}
)
TYPE = Facet(name="type", label=_("Type"), choices=lambda: {code: str(label) for code, label in Type.choices})


def division_names() -> dict[str, str]:
    """Names of the highest level of the CPV in the page's language, by their first two digits."""
    names = capability_names()
    codes = {digits: f"{digits}000000" for digits in (f"{number:02}" for number in range(100))}
    return {digits: names[code] for digits, code in codes.items() if code in names}


DIVISION = Facet(name="division", label=_("Group of goods and services"), choices=division_names)
PLURALS = {Direction.DEMAND: _("Demands"), Direction.OFFER: _("Offers")}


@dataclass(frozen=True, slots=True)
class Tab:
    """Demands, offers, or all where `kind` is empty."""

    kind: str
    label: str | Promise
    count: int
    url: str
    selected: bool


class ListingFilterSet(OrganisationFilterSet):
    """Offer or demand, type, field, product or service, place, certificate, languages of the organisation."""

    facets: ClassVar = [KIND, TYPE, DIVISION, CPV, REGION, COUNTRY, CERTIFICATE, LANGUAGE]

    @property
    def direction(self) -> str:
        """The chosen one; empty for both."""
        chosen = self.selected[KIND.name]
        return chosen[0] if len(chosen) == 1 else ""

    @cached_property
    def tabs(self) -> list[Tab]:
        """All, demands and offers with the numbers that a click on them brings."""
        counts = self.counted.counts[KIND.name]
        tabs = [
            Tab(code.value, label, counts.get(code.value, 0), self.query_string(kind=code), self.direction == code)
            for code, label in PLURALS.items()
        ]
        return [Tab("", "", sum(counts.values()), self.query_string(kind=None), not self.direction), *tabs]

    @cached_property
    def facet_groups(self) -> list[FacetGroup]:
        """Without the direction, which has its tabs."""
        return [group for group in super().facet_groups if group.name != KIND.name]

    @cached_property
    def active(self) -> list[Chip]:
        """Everything that narrows the list except the tab."""
        return [chip for chip in super().active if chip.name != KIND.name]
