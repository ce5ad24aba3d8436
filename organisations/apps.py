"""Companies and institutions have one parent: the organisation."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Parent table, membership, regions, sectors, capabilities, certificates.

    Imports each app's `sections.py`, where the app adds to the page of an organisation.
    """

    name = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        """Find the sections of every app."""
        autodiscover_modules("sections")
