"""Links of mails about saved searches: they stop the mails without signing in."""

from django.core import signing

from accounts.models import User
from accounts.unsubscribing import LinkUnusableError
from alerts.models import SavedSearch
from bilingual.choices import Language
from bilingual.links import path_in

SALT = "alerts.unsubscribe"
ALL = 0
"""In place of the number of a saved search."""


def unsubscribe_path(user: User, search: SavedSearch | None, language: Language | str) -> str:
    """The page that stops the mails about one saved search, or about all of this person."""
    token = signing.dumps([user.pk, search.pk if search else ALL], salt=SALT)
    return path_in(language, "saved_search_unsubscribe", token)


def read_token(token: str) -> tuple[int, int]:
    """Numbers of the user and of the saved search, or ALL; raises LinkUnusableError."""
    try:
        user_id, pk = signing.loads(token, salt=SALT)
        return int(user_id), int(pk)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise LinkUnusableError from error
