"""Who acts for an organisation, and how people come to do so."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.choices import RequestState, Role
from organisations.models.organisation import Organisation

INVITATION_VALID = timedelta(days=14)
INVITATION_SALT = "organisations.invitation"


class Membership(models.Model):
    """A user acts for an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=6, choices=Role.choices, default=Role.EDITOR)
    joined_at = models.DateTimeField(_("member since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["joined_at", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_per_user")]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"


class Invitation(models.Model):
    """A person was asked by mail to act for an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=6, choices=Role.choices, default=Role.EDITOR)
    language = models.CharField(_("language of the mail"), max_length=2, choices=settings.LANGUAGES)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("invited on"), auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), "organisation", condition=Q(accepted_at=None), name="one_open_invitation_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"

    @property
    def has_expired(self) -> bool:
        """Whether the link in the mail no longer works."""
        return timezone.now() > self.created_at + INVITATION_VALID

    @property
    def token(self) -> str:
        """The signed part of the link in the mail."""
        return signing.dumps(self.pk, salt=INVITATION_SALT)


class JoinRequest(models.Model):
    """A user asks to act for an organisation: its owners decide, or the chamber where it has none (a claim)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    message = models.TextField(
        _("your function there"),
        max_length=1000,
        help_text=_("For example: managing director, sales. The decision is made on this."),
    )
    state = models.CharField(_("state"), max_length=8, choices=RequestState.choices, default=RequestState.OPEN)
    created_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(state="open"), name="one_open_request_per_user"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"
