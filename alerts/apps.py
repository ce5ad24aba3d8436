"""Saved searches."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Lists that are kept, and mails about what is new in them.

    Imports each app's `saved_lists.py`, where a higher app registers a list of its own.
    """

    name = "alerts"
    verbose_name = _("Saved searches")

    def ready(self) -> None:
        """Find the lists of higher apps."""
        autodiscover_modules("saved_lists")
