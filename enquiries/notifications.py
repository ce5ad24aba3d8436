"""Lines of the inbox about enquiries."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Frequency
from accounts.notifications import NotificationKind, register

BY_CHOICE, MAILED = "enquiry", "enquiry_mailed"
LINES: dict[str, str | Promise] = {
    "new": gettext_lazy("New enquiry from %(party)s: “%(subject)s”"),
    "message": gettext_lazy("%(party)s has written about “%(subject)s”"),
    "chamber": gettext_lazy("The chamber has written about “%(subject)s”"),
    "declined": gettext_lazy("%(party)s declines: “%(subject)s”"),
    "withdrawn": gettext_lazy("%(party)s has withdrawn “%(subject)s”"),
    "closed": gettext_lazy("The conversation about “%(subject)s” is closed"),
    "halfway": gettext_lazy("%(party)s waits for your answer: “%(subject)s”"),
    "last": gettext_lazy("Until tomorrow: %(party)s waits for your answer to “%(subject)s”"),
    "overdue": gettext_lazy("No answer until the deadline; the chamber has been told: “%(subject)s”"),
    "agreed": gettext_lazy("%(party)s agrees to reveal the identity: “%(subject)s”"),
    "revealed": gettext_lazy("Both sides have agreed: the identity is revealed in “%(subject)s”"),
    "mediation": gettext_lazy("The chamber has been asked to mediate in “%(subject)s”"),
}


def line(context: Mapping[str, Any]) -> str:
    """What happened, in one line."""
    party = context["party"] or _("Organisation that published this demand")
    return str(LINES[context["event"]]) % {"party": party, "subject": context["subject"]}


def still_concerns(user: Any, context: Mapping[str, Any]) -> bool:
    """Whether the person still acts for one of the sides."""
    from enquiries.models import Conversation  # noqa: PLC0415 - read before the models are ready

    return bool(Conversation.objects.visible_to(user).filter(pk=context["conversation"]).exists())


register(
    NotificationKind(
        code=BY_CHOICE, label=gettext_lazy("Enquiries to my organisation that colleagues look after"),
        default=Frequency.NEVER, text=line, may_see=still_concerns,
    )
)  # fmt: skip
register(
    NotificationKind(
        code=MAILED, label=gettext_lazy("Enquiries"), default=Frequency.NEVER, text=line, may_see=still_concerns,
        has_mail=False,
    )
)  # fmt: skip
