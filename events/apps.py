"""Events and workshops."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Workshops, information and cooperation events: programme, registration, the day itself, evaluation."""

    name = "events"
    verbose_name = _("Events")
