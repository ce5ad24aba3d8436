"""Companies under review."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from companies.choices import LegalForm, StaffBand
from companies.models import Company
from organisations import snapshots
from organisations.subjects import OrganisationSubject
from publishing import registry

OWN = ("legal_form", "staff_band", "founded", "register_court", "register_number", "company_number", "vat_id")


class CompanySubject(OrganisationSubject):
    """A company with its register numbers."""

    kind = "company"
    label = _("Company")
    model = Company
    detail_view = "company_detail"
    plain = (*snapshots.PLAIN, *OWN)
    own_labels: ClassVar = {
        "legal_form": _("Legal form"),
        "staff_band": _("Staff"),
        "founded": _("Founded"),
        "register_court": _("Register court"),
        "register_number": _("Commercial register number"),
        "company_number": _("IČO"),
        "vat_id": _("VAT id"),
    }

    def display(self, field: str, value: Any) -> str:
        """Codes of the own lists as their labels."""
        lists = {"legal_form": LegalForm, "staff_band": StaffBand}
        if value and field in lists:
            return str(lists[field](value).label)
        return super().display(field, value)


registry.register(CompanySubject())
