"""How long an entry has been waiting, in words."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.models import ReviewItem


def waiting_days(item: ReviewItem) -> int:
    """Whole days on the calendar since the entry was submitted, up to its decision."""
    end = timezone.localdate(item.closed_at) if item.closed_at else timezone.localdate()
    return (end - timezone.localdate(item.waiting_since)).days


def waiting_text(item: ReviewItem) -> str:
    """The day and the days since: "3 May 2027 (5 days)"."""
    since = date_format(timezone.localdate(item.waiting_since), "SHORT_DATE_FORMAT")
    days = waiting_days(item)
    if not days:
        return _("%(date)s (today)") % {"date": since} if item.closed_at is None else since
    length = ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return f"{since} ({length})"
