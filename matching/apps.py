"""Matches."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """Who fits whom, and why."""

    name = "matching"
    verbose_name = _("Matches")

    def ready(self) -> None:
        """Follow the documents of the search."""
        import_module("matching.following")
