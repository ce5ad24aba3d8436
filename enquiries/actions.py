"""On the pages of others: the way to an enquiry, and how reliably an organisation answers."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enquiries.queries import AnswerRate, answer_rates, revealed_to
from listings.cipher import register_revealer
from organisations.actions import Action, Fact, register_entry_action, register_entry_fact

register_revealer(revealed_to)

HOURS_IN_DAYS = 36
"""From so many hours on the typical time is said in days."""


@register_entry_action
def send_enquiry(kind: str, entry: Any, user: Any) -> list[Action]:
    """A button for everybody but those who act for the organisation; one statement for who is signed in."""
    organisation_id = entry.organisation_id if kind == "listing" else entry.pk
    if user.is_authenticated and organisation_id in _own_ids(user):
        return []
    query = {"listing": entry.slug} if kind == "listing" else {"to": entry.slug}
    return [Action(_("Send an enquiry"), f"{reverse('enquiry_new')}?{urlencode(query)}", "primary")]


@register_entry_fact
def answers(kind: str, entry: Any, user: Any) -> list[Fact]:
    """How the organisation answers, from a minimum number of enquiries on; one statement.

    Nothing for a cipher demand: the number would tell whose it is.
    """
    if kind == "listing" and entry.is_cipher:
        return []
    organisation_id = entry.organisation_id if kind == "listing" else entry.pk
    rate = answer_rates([organisation_id]).get(organisation_id)
    return [Fact(_("Answers enquiries"), rate_text(rate))] if rate else []


def rate_text(rate: AnswerRate) -> str:
    """The rate in words: "9 of 10 within a year, typically within 2 days"."""
    values = {"answered": rate.answered, "number": rate.number}
    if rate.typical_hours is None:
        return _("%(answered)d of %(number)d within a year") % values
    return _("%(answered)d of %(number)d within a year, typically %(time)s") % {
        **values,
        "time": time_text(rate.typical_hours),
    }


def time_text(hours: float) -> str:
    """About how long, rounded up: nobody is praised for what they do not do."""
    if hours <= 1:
        return _("within an hour")
    if hours < HOURS_IN_DAYS:
        number = -int(-hours // 1)
        return ngettext("within %(number)d hour", "within %(number)d hours", number) % {"number": number}
    number = -int(-hours // 24)
    return ngettext("within %(number)d day", "within %(number)d days", number) % {"number": number}


def _own_ids(user: Any) -> set[int]:
    if not hasattr(user, "_organisation_ids"):
        user._organisation_ids = set(user.memberships.values_list("organisation_id", flat=True))
    ids: set[int] = user._organisation_ids
    return ids
