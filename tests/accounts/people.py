"""People and addresses for the tests of accounts."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.services import create_user
from bilingual.choices import Language

PASSWORD = "Zwickauer Postkutsche 47"
OTHER_PASSWORD = "Liberecká lanovka jede dolů"


def make_user(email: str = "jana@example.org", *, language: Language = Language.DE, **fields: Any) -> User:
    """A user with a confirmed address and PASSWORD."""
    return create_user(email=email, password=PASSWORD, language=language, is_verified=True, **fields)


def path_in(language: str, name: str, **kwargs: object) -> str:
    """The address of a page in `language`."""
    with override(language):
        return reverse(name, kwargs=kwargs)
