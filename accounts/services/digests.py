"""Mails about what waits in an inbox: one for each person and run, whatever it is about, and none about nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from accounts.choices import Frequency
from accounts.jobs import defer_once
from accounts.managers import NotificationQuerySet
from accounts.models import Notification, OutgoingMail, User
from accounts.notifications import is_known, kind_of
from accounts.queries import is_reachable
from accounts.services.mails import send_mail
from accounts.unsubscribing import EVERYTHING, unsubscribe_headers, unsubscribe_path
from bilingual.links import path_in

MOST_LINES = 40
"""Lines of a mail; the rest is counted and waits in the inbox."""
AT_A_TIME = 200
MONDAY = 0
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One notification as a mail says it."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind."""

    label: str | Promise
    lines: list[Line]
    unsubscribe_path: str


def mail_later(*, user_id: int) -> None:
    """Let a job tell this person at once, when the running transaction is committed; one job for many lines."""
    from accounts.tasks import mail_notifications  # noqa: PLC0415 - tasks call services

    defer_once(mail_notifications, queueing_lock=f"notifications-{user_id}", user_id=user_id)


def send_digests(*, now: datetime | None = None) -> int:
    """Write the morning mails: what is daily every day, what is weekly on Mondays; how many. Harmless to repeat."""
    moment = now or timezone.now()
    unread = Notification.objects.unread()
    weekly = unread.filter(due=Frequency.WEEKLY)
    if timezone.localtime(moment).weekday() != MONDAY:
        # what is older than a week has missed its Monday
        weekly = weekly.filter(created_at__lt=moment - WEEK)
    both = _tell_people(weekly, (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY))
    return both + _tell_people(unread.filter(due=Frequency.DAILY), (Frequency.AT_ONCE, Frequency.DAILY))


def _tell_people(lines: NotificationQuerySet, frequencies: Sequence[Frequency]) -> int:
    people = lines.order_by("user_id").values_list("user_id", flat=True).distinct()
    return sum(tell(user_id=user_id, frequencies=frequencies) is not None for user_id in people.iterator(AT_A_TIME))


@transaction.atomic
def tell(*, user_id: int, frequencies: Sequence[Frequency]) -> OutgoingMail | None:
    """Write one mail about everything that is due; None when there is nothing or nobody to tell.

    The mail and the mark that it was told are written together: a job that dies has done both or neither.
    """
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
    due = list(Notification.objects.due_with(*frequencies).filter(user_id=user_id)) if user else []
    if user is None or not due:
        return None
    Notification.objects.filter(pk__in=[line.pk for line in due]).update(due="")
    lines = [line for line in due if is_known(line.kind) and kind_of(line.kind).may_see(user, line.context)]
    return _mail(user, lines) if lines and is_reachable(user) else None


def _mail(user: User, lines: Sequence[Notification]) -> OutgoingMail:
    language = user.preferred_language
    with override(language):
        groups = _groups(user, lines[:MOST_LINES])
    kinds = {line.kind for line in lines}
    what = kinds.pop() if len(kinds) == 1 else EVERYTHING
    context = {
        "groups": groups,
        "number": len(lines),
        "more": max(0, len(lines) - MOST_LINES),
        "only": groups[0].lines[0].text if len(lines) == 1 else "",
        "inbox_path": path_in(language, "notifications"),
        "settings_path": path_in(language, "notification_settings"),
        "stop_path": unsubscribe_path(user, EVERYTHING, language),
    }
    return send_mail(
        to=user.email,
        user=user,
        language=language,
        template="notification_digest",
        context=context,
        purpose="notifications",
        headers=unsubscribe_headers(unsubscribe_path(user, what, language)),
        key=f"notifications-{user.pk}-{lines[0].pk}-{len(lines)}",
    )


def _groups(user: User, lines: Sequence[Notification]) -> list[Group]:
    ordered = sorted(lines, key=lambda line: line.kind)
    language = user.preferred_language
    return [
        Group(kind_of(code).label, [_line(line, language) for line in of_kind], unsubscribe_path(user, code, language))
        for code, of_kind in groupby(ordered, key=lambda line: line.kind)
    ]


def _line(line: Notification, language: str) -> Line:
    return Line(kind_of(line.kind).text(line.context), target_path(line, language))


def target_path(line: Notification, language: str) -> str:
    """The page that a line leads to; the inbox itself where there is no such page any more."""
    try:
        return path_in(language, line.url_name, *line.url_args)
    except NoReverseMatch:
        return path_in(language, "notifications")
