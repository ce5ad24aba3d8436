"""Who is behind an e-mail address, and whom mails reach."""

from allauth.account.models import EmailAddress

from accounts.models import User


def user_with_address(address: str) -> User | None:
    """The user who signs in with `address` or has confirmed it."""
    if user := User.objects.filter(email=address).first():
        return user
    confirmed = EmailAddress.objects.filter(email=address.lower(), verified=True).select_related("user").first()
    return confirmed.user if confirmed else None


def is_reachable(user: User) -> bool:
    """Whether mails that may wait reach this person: the account is open and the address is known to be theirs."""
    return user.is_active and EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
