"""Who is signed in, with what the header of each page says about them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Notification, User


class InboxBackend(AuthenticationBackend):
    """Reads the user of a request together with the number of unread notifications: one statement for both."""

    def get_user(self, user_id: Any) -> User | None:
        """The user with `unread_notifications`; None for an unknown or locked account."""
        user = User.objects.annotate(unread_notifications=Coalesce(Subquery(_unread()), 0)).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def _unread() -> Any:
    of_user = Notification.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
    return of_user.annotate(number=Count("pk")).values("number")
