"""What accounts let people choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    """How soon a mail follows a notification."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, in the morning")
    WEEKLY = "weekly", _("Once a week, on Monday morning")
    NEVER = "never", _("Only here, no e-mail")
