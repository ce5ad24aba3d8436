"""Accounts made by the platform."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from bilingual.choices import Language


@transaction.atomic
def create_user(
    *, email: str, password: str | None = None, language: Language | str, is_verified: bool = False, **fields: Any
) -> User:
    """A user made by the platform; `is_verified` when the address is known to be theirs."""
    user = User.objects.create_user(email, password, preferred_language=Language(language).value, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
    return user
