"""Offers and demands."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListingsConfig(AppConfig):
    """What organisations offer and look for."""

    name = "listings"
    verbose_name = _("Offers and demands")
