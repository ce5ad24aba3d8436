"""What the inbox says of matches."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Frequency
from accounts.notifications import NotificationKind, register
from organisations.models import Membership

KIND = "matches"


def text(context: Mapping[str, Any]) -> str:
    """One line in the reader's language."""
    return _("“%(title)s” fits your entry “%(own)s”") % {"title": context["title"], "own": context["own"]}


def may_see(user: Any, context: Mapping[str, Any]) -> bool:
    """Only who still acts for the organisation."""
    return Membership.objects.filter(user=user, organisation=context["owner"]).exists()


register(
    NotificationKind(code=KIND, label=gettext_lazy("New matches"), default=Frequency.WEEKLY, text=text, may_see=may_see)
)
