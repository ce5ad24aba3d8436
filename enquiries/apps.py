"""Enquiries."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnquiriesConfig(AppConfig):
    """First contacts that get answers, and what came of them."""

    name = "enquiries"
    verbose_name = _("Enquiries")
