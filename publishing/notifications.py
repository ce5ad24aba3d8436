"""What the inbox says about decisions; the mails about them go out in any case."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Frequency
from accounts.notifications import NotificationKind, register


def text(context: Mapping[str, Any]) -> str:
    """What was decided about which entry."""
    sentences = {
        "review_approved": _("“%(title)s” is published"),
        "review_sent_back": _("Please look at “%(title)s” once more"),
        "review_reverted": _("A change to “%(title)s” was reverted"),
        "review_archived": _("“%(title)s” is no longer published"),
    }
    return sentences[context["decision"]] % {"title": context["title"]}


register(
    NotificationKind(
        code="review",
        label=gettext_lazy("Decisions about entries"),
        default=Frequency.NEVER,
        text=text,
        has_mail=False,
    )
)
