"""Who uses Glokal, and the mail that reaches them."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, sign-in, second factor, the outbox and the inbox.

    Imports each app's `notifications.py`, where the app registers what it tells people.
    """

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Find what every app tells."""
        autodiscover_modules("notifications")
