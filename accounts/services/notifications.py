"""The inbox of each person: one line once, read, and forgotten after its time."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import Frequency
from accounts.models import Notification, NotificationSetting, User
from accounts.notifications import NotificationKind, kind_of, kinds
from accounts.unsubscribing import EVERYTHING

KEEP_READ = timedelta(days=90)
KEEP_UNREAD = timedelta(days=365)


@transaction.atomic
def notify(
    *, user: User, kind: str, context: Mapping[str, Any], url_name: str, url_args: Sequence[Any] = (), key: str
) -> Notification | None:
    """Put one line into the inbox of `user`, once per `key`; a mail follows as the person has chosen for the kind.

    `url_name` and `url_args` name the page it leads to. Everything is kept as JSON. None for an account that is
    locked. Raises UnknownNotificationError.
    """
    registered = kind_of(kind)
    if not user.is_active:
        return None
    values = {"kind": kind, "context": dict(context), "url_name": url_name, "url_args": list(url_args)}
    line, is_new = Notification.objects.get_or_create(user=user, key=key, defaults=values)
    if is_new:
        _let_a_mail_follow(line, frequency_of(user, registered))
    return line


def note(*, user: User, kind: str, lines: Sequence[Mapping[str, Any]]) -> None:
    """Put several lines of a kind without mails into an inbox, each once per `key`; one statement.

    Each line has `context`, `url_name`, `url_args` and `key` as those of `notify`. Raises UnknownNotificationError.
    """
    kind_of(kind)
    rows = [Notification(user=user, kind=kind, **line) for line in lines]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _let_a_mail_follow(line: Notification, frequency: Frequency) -> None:
    from accounts.services.digests import mail_later  # noqa: PLC0415 - digests mark what was told

    line.due = _due(frequency)
    if line.due:
        line.save(update_fields=["due"])
    if frequency is Frequency.AT_ONCE:
        mail_later(user_id=line.user_id)


def frequency_of(user: User, kind: NotificationKind) -> Frequency:
    """How soon a mail follows things of this kind: as chosen, or as the kind has it."""
    if not kind.has_mail:
        return Frequency.NEVER
    chosen = NotificationSetting.objects.filter(user=user, kind=kind.code).values_list("frequency", flat=True).first()
    return Frequency(chosen) if chosen else kind.default


def frequencies_of(user: User) -> dict[str, Frequency]:
    """By code of each kind that has mails: how soon they follow; one statement."""
    chosen = dict(NotificationSetting.objects.filter(user=user).values_list("kind", "frequency"))
    return {kind.code: Frequency(chosen.get(kind.code, kind.default)) for kind in kinds() if kind.has_mail}


@transaction.atomic
def choose_frequencies(*, user: User, frequencies: Mapping[str, Frequency | str]) -> None:
    """Keep what a person chose for each kind; it holds for lines that wait, too."""
    from accounts.services.digests import mail_later  # noqa: PLC0415 - digests mark what was told

    rows = [NotificationSetting(user=user, kind=code, frequency=value) for code, value in frequencies.items()]
    NotificationSetting.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["frequency"]
    )
    waiting = Notification.objects.of(user).exclude(due="")
    for code, value in frequencies.items():
        waiting.filter(kind=code).update(due=_due(Frequency(value)))
    if waiting.filter(due=Frequency.AT_ONCE).exists():
        mail_later(user_id=user.pk)


def _due(frequency: Frequency) -> str:
    return "" if frequency is Frequency.NEVER else frequency.value


def mark_read(*, user: User, pk: int | None = None) -> int:
    """Mark one line of the own inbox, or all, as read: no mail follows any more; how many."""
    lines = Notification.objects.of(user).unread()
    if pk is not None:
        lines = lines.filter(pk=pk)
    return int(lines.update(read_at=timezone.now(), due=""))


def forget_old_notifications() -> int:
    """Delete lines read long ago, and those that nobody has opened for a year; how many."""
    now = timezone.now()
    read, _by_model = Notification.objects.read_before(now - KEEP_READ).delete()
    unread, _by_model = Notification.objects.filter(created_at__lt=now - KEEP_UNREAD).delete()
    return int(read + unread)


def stop_mails(*, user: User, kind: str) -> None:
    """Send no more mails about this kind, or about any with EVERYTHING; the inbox goes on telling."""
    codes = [known.code for known in kinds() if known.has_mail] if kind == EVERYTHING else [kind]
    choose_frequencies(user=user, frequencies=dict.fromkeys(codes, Frequency.NEVER))
