"""An institution's own facts, beside those that every organisation has."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from institutions.choices import InstitutionType, ProjectRole
from organisations.models import Organisation, Region


class Institution(Organisation):  # type: ignore[django-manager-missing]
    """A chamber, university, agency or another body that helps companies."""

    text_fields: ClassVar[tuple[str, ...]] = (*Organisation.text_fields, "services", "target_groups")

    type = models.CharField(_("type"), max_length=20, choices=InstitutionType.choices)
    project_role = models.CharField(
        _("role in the project"), max_length=10, choices=ProjectRole.choices, blank=True, editable=False
    )
    services = models.TextField(
        _("services for SMEs"), max_length=3000, blank=True, help_text=_("One service per line.")
    )
    target_groups = models.CharField(_("target groups"), max_length=300, blank=True)
    regions_served = models.ManyToManyField(
        Region, verbose_name=_("regions served"), related_name="served_by", blank=True
    )

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
