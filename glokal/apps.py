"""The roof: pages that know every app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GlokalConfig(AppConfig):
    """Home, about the project, legal pages, health, demo."""

    name = "glokal"
    verbose_name = _("Pages")
