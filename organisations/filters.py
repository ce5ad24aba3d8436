"""Facets that companies and institutions share."""

from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organisations.choices import Country, SpokenLanguage, Standard
from organisations.places import find_place
from organisations.reference import capability_names, region_names, sector_names
from search.filters import DocumentFilterSet, Facet, FacetGroup, Option
from search.places import plane

REGION = Facet(name="region", label=_("Region"), choices=region_names)
COUNTRY = Facet(
    name="country", label=_("Country"), choices=lambda: {code: str(label) for code, label in Country.choices}
)
SECTOR = Facet(name="sector", label=_("Sector"), choices=sector_names)
LANGUAGE = Facet(
    name="language",
    label=_("Language spoken"),
    choices=lambda: {code: capfirst(str(label)) for code, label in SpokenLanguage.choices},
)
CERTIFICATE = Facet(
    name="certificate",
    label=_("Certificate"),
    choices=lambda: {code: str(label) for code, label in Standard.choices if code != Standard.OTHER},
)


CPV = Facet(name="cpv", label=_("Product or service"), choices=capability_names)


class OrganisationFilterSet(DocumentFilterSet):
    """Knows where postcodes lie, and that nobody ticks one of 9,454 codes: these are chosen by links."""

    def resolve_postcode(self, postcode: str) -> tuple[float, float] | None:
        """The place of a postcode on the plane of the search."""
        place = find_place(postcode)
        return plane(place.lon, place.lat) if place else None

    @cached_property
    def facet_groups(self) -> list[FacetGroup]:
        """As of all lists, and of the codes those that are chosen."""
        groups = [self._chosen_codes() if facet is CPV else self._group(facet) for facet in self.facets]
        return [group for group in groups if group.options]

    def _chosen_codes(self) -> FacetGroup:
        counts, address = self.counted.counts[CPV.name], self.parameters.toggle(CPV.name)
        options = [
            Option(code, self.choices[CPV.name][code], counts.get(code, 0), selected=True, address=address)
            for code in self.selected[CPV.name]
        ]
        return FacetGroup(CPV.name, CPV.label, options, len(options))
