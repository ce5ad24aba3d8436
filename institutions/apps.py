"""Institutions that support business in the border region."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutionsConfig(AppConfig):
    """The face of an organisation that helps companies."""

    name = "institutions"
    verbose_name = _("Institutions")
