"""Companies as the search knows them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from organisations.documents import OrganisationSource
from search.registry import register


@register
class CompanySource(OrganisationSource):
    """All published companies."""

    kind = "company"
    label = _("Company")
    label_plural = _("Companies")
    url_name = "company_detail"

    def rows(self) -> QuerySet[Any]:
        """All companies."""
        return Company.objects.all()

    def own_facets(self, entry: Company) -> Iterable[str]:
        """Size by staff."""
        return [f"staff:{entry.staff_band}"] if entry.staff_band else []
