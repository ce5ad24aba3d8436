"""The accounts of the demo (docs: doors); they exist only with GLOKAL_DEMO=1."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "glokal-demo"  # noqa: S105 - it is meant to be known


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that visitors of the demo may sign in with."""

    email: str
    role: str | Promise
    password: str = PASSWORD


ACCOUNTS = (
    DemoAccount("firma.de@example.org", _("Owner of a Saxon company")),
    DemoAccount("firma.cz@example.org", _("Owner of a Czech company")),
    DemoAccount("institution@example.org", _("Institution")),
    DemoAccount("kammer.zittau@example.org", _("Clerk for Görlitz and Bautzen")),
    DemoAccount("komora.kv@example.org", _("Clerk for the Karlovy Vary Region")),
    DemoAccount("organiser@example.org", _("Organiser of events")),
    DemoAccount("admin@example.org", _("Administrator")),
)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts to offer on the sign-in page: none outside the demo."""
    return ACCOUNTS if settings.DEMO else ()
