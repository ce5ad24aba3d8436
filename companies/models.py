"""A company's own facts, beside those that every organisation has."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.choices import LegalForm, StaffBand
from organisations.models import Organisation


class Company(Organisation):  # type: ignore[django-manager-missing]
    """An enterprise of the border region."""

    legal_form = models.CharField(_("legal form"), max_length=30, choices=LegalForm.choices, blank=True)
    staff_band = models.CharField(_("number of employees"), max_length=6, choices=StaffBand.choices, blank=True)
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    register_court = models.CharField(
        _("register court"), max_length=60, blank=True, help_text=_("German companies: the Amtsgericht.")
    )
    register_number = models.CharField(
        _("commercial register number"), max_length=20, blank=True, help_text=_("For example HRB 12345.")
    )
    company_number = models.CharField(
        _("IČO"),
        max_length=8,
        blank=True,
        help_text=_("Czech companies: the eight digits of the identification number."),
    )
    vat_id = models.CharField(
        _("VAT id"), max_length=14, blank=True, help_text=_("USt-IdNr. such as DE123456789, or DIČ such as CZ12345678.")
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
