"""Facets that companies and institutions share."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organisations.choices import Country, SpokenLanguage, Standard
from organisations.places import find_place
from organisations.reference import capability_names, region_names, sector_names
from search.filters import DocumentFilterSet, Facet
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
CPV = Facet(name="cpv", label=_("Product or service"), choices=capability_names, sparse=True)


class OrganisationFilterSet(DocumentFilterSet):
    """Knows where postcodes lie."""

    def resolve_postcode(self, postcode: str) -> tuple[float, float] | None:
        """The place of a postcode on the plane of the search."""
        place = find_place(postcode)
        return plane(place.lon, place.lat) if place else None
