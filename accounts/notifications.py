"""Kinds of notifications. Each app registers its own in its `notifications.py`, which is found like `admin.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accounts.choices import Frequency


def _everybody(_user: Any, _context: Mapping[str, Any]) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class NotificationKind:
    """What the platform has to tell, for which people choose together how soon a mail follows."""

    code: str
    label: str | Promise
    default: Frequency
    """For those who have chosen nothing."""
    text: Callable[[Mapping[str, Any]], str]
    """The line in the active language, from the context it was sent with; plain text, never HTML."""
    may_see: Callable[[Any, Mapping[str, Any]], bool] = _everybody
    """Asked with user and context before it goes into a mail: people leave organisations."""
    has_mail: bool = True
    """False where the app writes mails of its own for what the line says; then there is nothing to choose."""


class UnknownNotificationError(LookupError):
    """No app has registered notifications of this kind."""


_kinds: dict[str, NotificationKind] = {}


def register(kind: NotificationKind) -> NotificationKind:
    """Let the platform tell things of this kind."""
    _kinds[kind.code] = kind
    return kind


def kinds() -> list[NotificationKind]:
    """All registered kinds in the order of the installed apps."""
    return list(_kinds.values())


def kind_of(code: str) -> NotificationKind:
    """The kind with this code; raises UnknownNotificationError."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownNotificationError(f"No notifications.py registers the kind {code!r}.") from None


def is_known(code: str) -> bool:
    """Whether an app still tells things of this kind."""
    return code in _kinds
