"""From draft to published: the review that stands between an entry and its readers."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """Apps with entries that are reviewed describe them in `subjects.py`."""

    name = "publishing"
    verbose_name = _("Review")

    def ready(self) -> None:
        """Find the subjects of every app."""
        autodiscover_modules("subjects")
