"""Supply radar."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RadarConfig(AppConfig):
    """Where supply chains have bottlenecks, by category and region."""

    name = "radar"
    verbose_name = _("Supply radar")
