"""The search app: one document per findable thing."""

from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from search.checks import check_server


class SearchConfig(AppConfig):
    """Imports each app's `documents.py`, where the app registers what can be found."""

    name = "search"
    verbose_name = _("search")

    def ready(self) -> None:
        checks.register(check_server, checks.Tags.database)
        autodiscover_modules("documents")
