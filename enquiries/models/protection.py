"""What an organisation can do against enquiries that it does not want."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enquiries.choices import ReportDecision, ReportReason
from enquiries.models.conversation import Conversation
from enquiries.queries.protection import BlockQuerySet, ReportQuerySet
from listings.models import Listing
from organisations.models import Organisation


class Block(models.Model):
    """An organisation takes no enquiries from another one; for a cipher demand only none to this demand.

    A block of everything would tell the blocked one who stands behind the cipher.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("blocked organisation"))
    listing = models.ForeignKey(Listing, models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("blocked on"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "blocked", "listing"], nulls_distinct=False, name="one_block_per_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} × {self.blocked_id}"


class Report(models.Model):
    """A recipient calls an enquiry an abuse; the chamber of its region decides."""

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="reports", verbose_name=_("conversation")
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("reported by")
    )
    reason = models.CharField(_("reason"), max_length=6, choices=ReportReason.choices)
    text = models.TextField(_("what is wrong"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("reported on"), default=timezone.now, editable=False)
    decision = models.CharField(_("decision"), max_length=9, choices=ReportDecision.choices, blank=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    note = models.TextField(_("reason of the decision"), max_length=2000, blank=True)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported enquiry")
        verbose_name_plural = _("reported enquiries")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(decided_at=None), name="one_open_report_per_conversation"
            )
        ]

    def __str__(self) -> str:
        return self.conversation.enquiry.subject
