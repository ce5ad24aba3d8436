"""Who uses Glokal, and the mail that reaches them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, sign-in, second factor and the outbox."""

    name = "accounts"
    verbose_name = _("Accounts")
