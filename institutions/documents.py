"""Institutions as the search knows them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from institutions.models import Institution
from organisations.documents import HIGHLIGHTS, OrganisationSource
from organisations.models import Capability
from search.analysis import Weight
from search.registry import register


@register
class InstitutionSource(OrganisationSource):
    """All published institutions."""

    kind = "institution"
    label = _("Institution")
    label_plural = _("Institutions")
    url_name = "institution_detail"

    def rows(self) -> QuerySet[Any]:
        """All institutions with the regions they serve."""
        return Institution.objects.prefetch_related("regions_served")

    def highlights(self, entry: Institution, capabilities: list[Capability], language: str) -> list[str]:
        """The first services, in place of products."""
        services = getattr(entry, f"services_{language}") or ""
        return [line.strip() for line in services.splitlines() if line.strip()][:HIGHLIGHTS]

    def own_facets(self, entry: Institution) -> Iterable[str]:
        """Type and regions served: who looks for help in a region finds those who help there, wherever they sit."""
        yield f"type:{entry.type}"
        yield from (f"serves:{region.code}" for region in entry.regions_served.all())

    def own_texts(self, entry: Institution) -> Iterable[tuple[str, Weight]]:
        """Services and target groups."""
        for language in Language.values:
            yield getattr(entry, f"services_{language}") or "", "B"
            yield getattr(entry, f"target_groups_{language}") or "", "C"
