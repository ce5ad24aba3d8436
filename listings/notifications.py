"""What the inbox says about the end of offers and demands; the mails about it go out in any case."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Frequency
from accounts.notifications import NotificationKind, register


def text(context: Mapping[str, Any]) -> str:
    """That a listing ends, or has ended."""
    title = context["title"]
    if context["letter"] == "listing_expired":
        return _("“%(title)s” is no longer shown") % {"title": title}
    day = date_format(date.fromisoformat(context["until"]), "DATE_FORMAT")
    return _("“%(title)s” ends on %(date)s") % {"title": title, "date": day}


register(
    NotificationKind(
        code="validity",
        label=gettext_lazy("End of offers and demands"),
        default=Frequency.NEVER,
        text=text,
        has_mail=False,
    )
)
