"""Companies in the administration."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from companies.forms import CompanyForm
from companies.models import Company
from organisations.admin.forms import CurationForm
from organisations.admin.profile import COMMON_FIELDSETS, NAME_FIELDS, TEXTS, ProfileAdmin


class CompanyCurationForm(CurationForm, CompanyForm):
    """A company, corrected by a clerk."""


@admin.register(Company)
class CompanyAdmin(ProfileAdmin):
    """Companies of the clerk's regions."""

    form = CompanyCurationForm
    own_search_fields = ("^register_number", "^company_number", "^vat_id")
    search_help_text = _("Name, town, register number, IČO or VAT id")
    list_filter: ClassVar[Any] = (*ProfileAdmin.list_filter, "staff_band")
    fieldsets = (
        (None, {"fields": (*NAME_FIELDS, "version")}),
        TEXTS,
        (
            _("Company"),
            {
                "fields": (
                    *("legal_form", "staff_band", "founded"),
                    *("register_court", "register_number", "company_number", "vat_id"),
                )
            },
        ),
        *COMMON_FIELDSETS,
    )
