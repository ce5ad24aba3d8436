"""Companies and institutions have one parent: the organisation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Parent table, membership, regions, sectors, capabilities, certificates."""

    name = "organisations"
    verbose_name = _("Organisations")
