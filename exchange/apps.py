"""Meeting exchange."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Meetings at the tables of an event: who meets whom, when and where."""

    name = "exchange"
    verbose_name = _("Meeting exchange")

    def ready(self) -> None:
        """Panels beside the registrations, the entry in the organisers' navigation."""
        import_module("exchange.extras")
        import_module("exchange.pages")
