"""Links that stop mails with one click and without signing in (RFC 8058)."""

from django.conf import settings
from django.core import signing

from accounts.models import User
from bilingual.choices import Language
from bilingual.links import path_in

SALT = "accounts.unsubscribe"
EVERYTHING = "*"
"""In place of the code of a kind."""


class LinkUnusableError(Exception):
    """The link was not made by us, or it was changed."""


def unsubscribe_token(user: User, kind: str) -> str:
    """The signed part of the link; it never ends, as mails are kept for years."""
    return signing.dumps([user.pk, kind], salt=SALT)


def read_unsubscribe_token(token: str) -> tuple[int, str]:
    """Number of the user and code of the kind that a link means; raises LinkUnusableError."""
    try:
        user_id, kind = signing.loads(token, salt=SALT)
        return int(user_id), str(kind)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise LinkUnusableError from error


def unsubscribe_path(user: User, kind: str, language: Language | str) -> str:
    """The page that stops mails of this kind, or all of them with EVERYTHING."""
    return path_in(language, "notification_unsubscribe", unsubscribe_token(user, kind))


def unsubscribe_headers(path: str) -> dict[str, str]:
    """What lets mail programs offer a button; it posts to `path` without asking anything."""
    return {
        "List-Unsubscribe": f"<{settings.SITE_URL}{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
