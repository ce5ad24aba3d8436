"""How users are made and found, which mails wait, and what of the inbox is new."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models

if TYPE_CHECKING:
    from accounts.models import Notification, OutgoingMail, User  # noqa: F401 - named in quotes


class UserManager(BaseUserManager["User"]):
    """Makes users that sign in with their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user; without `password` only a password reset lets them in."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who may do everything."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this e-mail address, in any case."""
        return self.get(email=username)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Mails by what has become of them."""

    def unsent(self) -> "OutgoingMailQuerySet":
        """Mails that still have to leave the house."""
        return self.filter(sent_at=None)

    def with_body_sent_before(self, moment: datetime) -> "OutgoingMailQuerySet":
        """Mails sent before `moment` whose text is still kept."""
        return self.filter(sent_at__lt=moment).exclude(text="", html="")


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Lines of inboxes by what has become of them."""

    def of(self, user: Any) -> "NotificationQuerySet":
        """The inbox of this person, and nobody else's."""
        return self.filter(user_id=user.pk)

    def unread(self) -> "NotificationQuerySet":
        """Those that nobody has opened yet."""
        return self.filter(read_at=None)

    def due_with(self, *frequencies: str) -> "NotificationQuerySet":
        """Unread ones that have still to go with a mail of these frequencies."""
        return self.unread().filter(due__in=frequencies)

    def read_before(self, moment: datetime) -> "NotificationQuerySet":
        """Those opened before `moment`."""
        return self.filter(read_at__lt=moment)
