"""How the list of institutions is narrowed down."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from institutions.choices import InstitutionType
from organisations.filters import COUNTRY, LANGUAGE, REGION, OrganisationFilterSet
from organisations.reference import region_names
from search.filters import Facet

TYPE = Facet(
    name="type", label=_("Type"), choices=lambda: {code: str(label) for code, label in InstitutionType.choices}
)
SERVES = Facet(name="serves", label=_("Region served"), choices=region_names)


class InstitutionFilterSet(OrganisationFilterSet):
    """Type, seat, region served, country, language."""

    facets: ClassVar = [TYPE, REGION, SERVES, COUNTRY, LANGUAGE]
