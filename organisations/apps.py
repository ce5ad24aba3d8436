"""Companies and institutions have one parent: the organisation."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Parent table, membership, regions, sectors, capabilities, certificates.

    Imports what each app adds: `sections.py` to the page of an organisation, `actions.py` to the head of an entry's
    page, `panels.py` to the workspace.
    """

    name = "organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        """Find what every app adds."""
        autodiscover_modules("sections", "actions", "panels")
