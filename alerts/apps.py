"""Saved searches."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Lists that are kept, and mails about what is new in them."""

    name = "alerts"
    verbose_name = _("Saved searches")
