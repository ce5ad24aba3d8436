"""People who sign in, the mails that go out, and the notifications that wait in the inbox."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Frequency
from accounts.fields import LowercaseEmailField
from accounts.managers import NotificationQuerySet, OutgoingMailQuerySet, UserManager
from bilingual.choices import Language


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; the e-mail address is the name to sign in with."""

    email = LowercaseEmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is already an account with this e-mail address.")},
    )
    preferred_language = models.CharField(
        _("preferred language"),
        max_length=2,
        choices=Language.choices,
        default=Language.DE,
        help_text=_("We write our e-mails to you in this language."),
    )
    title_before = models.CharField(_("title before the name"), max_length=50, blank=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    title_after = models.CharField(_("title after the name"), max_length=50, blank=True)
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May sign in to the administration with the rights given below.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Clear this instead of deleting an account to lock it.")
    )
    date_joined = models.DateTimeField(_("date of registration"), default=timezone.now, editable=False)
    terms_accepted_at = models.DateTimeField(_("terms of use accepted on"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("email",)
        constraints = (
            # with the unique column this makes addresses unique in any case
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="accounts_user_email_lower_case"),
        )

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def full_name(self) -> str:
        """The name with its titles: "Ing. Jana Nováková, Ph.D."; empty without a name."""
        name = " ".join(filter(None, (self.first_name, self.last_name)))
        if not name:
            return ""
        name = " ".join(filter(None, (self.title_before, name)))
        return ", ".join(filter(None, (name, self.title_after)))

    def get_full_name(self) -> str:
        """Django's name for `full_name`."""
        return self.full_name

    def get_short_name(self) -> str:
        """The first name, or the address where there is none."""
        return self.first_name or self.email


class OutgoingMail(models.Model):
    """A mail on its way or sent: outbox and log in one."""

    CONTENT: ClassVar[tuple[str, ...]] = ("text", "html", "headers", "attachments")

    recipient = models.EmailField(_("recipient"))
    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.SET_NULL, null=True, blank=True, related_name="mails"
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    purpose = models.CharField(_("purpose"), max_length=80, db_index=True)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML text"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    attachments = models.JSONField(_("attachments"), default=list, blank=True)
    """A list of {"name": …, "type": …, "content": base64}; small files, as they lie in the row."""
    key = models.CharField(max_length=120, null=True, blank=True, unique=True, editable=False)
    """What is sent at most once carries a key that says what it is."""
    is_secret = models.BooleanField(
        _("secret"), default=False, help_text=_("The text opens an account, so it is emptied as soon as it is sent.")
    )
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    objects: ClassVar[Any] = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["-created_at", "-id"], name="accounts_mail_newest"),
            models.Index(fields=["created_at"], name="accounts_mail_unsent", condition=models.Q(sent_at=None)),
        )

    def __str__(self) -> str:
        return self.subject

    def empty(self) -> None:
        """Forget the text; that the mail was sent remains known."""
        self.text, self.html, self.headers, self.attachments = "", "", {}, []


class Notification(models.Model):
    """One line in the inbox of a person; what it says is known to its kind (`accounts.notifications`)."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=40)
    context = models.JSONField(default=dict)
    # the page that it leads to
    url_name = models.CharField(max_length=80)
    url_args = models.JSONField(default=list)
    # what it is about: the same thing is told once
    key = models.CharField(max_length=160)
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("read on"), null=True, blank=True)
    # with which mail it has still to go; empty when it went, was read before, or needs none
    due = models.CharField(max_length=10, choices=Frequency.choices, blank=True)

    objects: ClassVar[Any] = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ("-created_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="accounts_notification_once"),)
        indexes = (
            models.Index(fields=["user", "-created_at", "-id"], name="accounts_notification_newest"),
            models.Index(fields=["user"], name="accounts_notification_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["due", "user"], name="accounts_notification_due", condition=~models.Q(due="")),
            models.Index(fields=["created_at"], name="accounts_notification_old"),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"


class NotificationSetting(models.Model):
    """What a person has chosen for one kind of notifications; without a row the kind's default holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notification_settings")
    kind = models.CharField(max_length=40)
    frequency = models.CharField(max_length=10, choices=Frequency.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "kind"], name="accounts_notification_setting_once"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.frequency}"
