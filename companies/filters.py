"""How the list of companies is narrowed down."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from companies.choices import StaffBand
from organisations.filters import CERTIFICATE, COUNTRY, CPV, LANGUAGE, REGION, SECTOR, OrganisationFilterSet
from search.filters import Facet

STAFF = Facet(name="staff", label=_("Staff"), choices=lambda: {code: str(label) for code, label in StaffBand.choices})


class CompanyFilterSet(OrganisationFilterSet):
    """Region, country, sector, size, certificate, language; product or service by its code."""

    facets: ClassVar = [CPV, REGION, COUNTRY, SECTOR, STAFF, CERTIFICATE, LANGUAGE]
