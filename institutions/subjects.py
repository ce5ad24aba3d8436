"""Institutions under review."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from institutions.choices import InstitutionType
from institutions.models import Institution
from organisations import snapshots
from organisations.reference import region_names
from organisations.subjects import OrganisationSubject
from publishing import registry

OWN = ("type", "services_de", "services_cs", "target_groups_de", "target_groups_cs")


class InstitutionSubject(OrganisationSubject):
    """An institution with its services."""

    kind = "institution"
    label = _("Institution")
    model = Institution
    detail_view = "institution_detail"
    plain = (*snapshots.PLAIN, *OWN)
    sets = (*snapshots.SETS, "regions_served")
    own_labels: ClassVar = {
        "type": _("Type"),
        "services_de": _("Services for SMEs (German)"),
        "services_cs": _("Services for SMEs (Czech)"),
        "target_groups_de": _("Target groups (German)"),
        "target_groups_cs": _("Target groups (Czech)"),
        "regions_served": _("Regions served"),
    }

    def display(self, field: str, value: Any) -> str:
        """Codes of the own lists as their labels."""
        if value and field == "type":
            return str(InstitutionType(value).label)
        if value and field == "regions_served" and isinstance(value, list):
            return ", ".join(region_names().get(code, code) for code in value)
        return super().display(field, value)


registry.register(InstitutionSubject())
