"""The profile of a company."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from companies.validators import clean_company_number, clean_register_number, clean_vat_id
from organisations.forms.profile import ProfileForm

OLDEST = 1200  # the region's oldest houses are mines, glassworks and breweries


class CompanyForm(ProfileForm):
    """What a company can say of itself."""

    section_fields: ClassVar = [
        *ProfileForm.section_fields[:2],
        ("facts", _("Company facts"),
         ("legal_form", "staff_band", "founded",
          "register_court", "register_number", "company_number", "vat_id")),
        *ProfileForm.section_fields[2:],
    ]  # fmt: skip

    class Meta(ProfileForm.Meta):
        model = Company
        fields = (  # type: ignore[assignment]
            *ProfileForm.Meta.fields,
            "legal_form", "staff_band", "founded",
            "register_court", "register_number", "company_number", "vat_id",
        )  # fmt: skip

    def clean_founded(self) -> int | None:
        """A year that can be."""
        year: int | None = self.cleaned_data["founded"]
        this_year = timezone.localdate().year
        if year is not None and not OLDEST <= year <= this_year:
            raise forms.ValidationError(
                _("Please enter a year between %(first)d and %(last)d.") % {"first": OLDEST, "last": this_year}
            )
        return year

    def clean_company_number(self) -> str:
        """An IČO with a right check digit."""
        return self._number("company_number", clean_company_number)

    def clean_vat_id(self) -> str:
        """A VAT id with right check digits."""
        return self._number("vat_id", clean_vat_id)

    def clean_register_number(self) -> str:
        """A number of the Handelsregister."""
        return self._number("register_number", clean_register_number)

    def _number(self, name: str, check: Any) -> str:
        text = self.cleaned_data[name]
        return check(text) if text else ""
