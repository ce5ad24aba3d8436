"""What the inbox says about saved searches; their mails are written here."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.choices import Frequency
from accounts.notifications import NotificationKind, register


def text(context: Mapping[str, Any]) -> str:
    """How much is new, and where."""
    number = context["number"]
    words = ngettext("%(number)s new entry in “%(name)s”", "%(number)s new entries in “%(name)s”", number)
    return words % {"number": number, "name": context["name"]}


register(
    NotificationKind(code="saved_search", label=_("Saved searches"), default=Frequency.NEVER, text=text, has_mail=False)
)
