"""Institutions in the administration."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from institutions.forms import InstitutionForm
from institutions.models import Institution
from organisations.admin.forms import CurationForm
from organisations.admin.profile import COMMON_FIELDSETS, NAME_FIELDS, TEXTS, ProfileAdmin


class InstitutionCurationForm(CurationForm, InstitutionForm):
    """An institution, corrected by a clerk."""


@admin.register(Institution)
class InstitutionAdmin(ProfileAdmin):
    """Institutions of the clerk's regions."""

    form = InstitutionCurationForm
    search_help_text = _("Name or town")
    list_filter: ClassVar[Any] = ("type", *ProfileAdmin.list_filter)
    list_display: Any = ("name", "type", *ProfileAdmin.list_display[1:])
    fieldsets = (
        (None, {"fields": (*NAME_FIELDS, "version")}),
        TEXTS,
        (_("Institution"), {"fields": ("type", "services", "target_groups", "regions_served")}),
        *COMMON_FIELDSETS,
    )
