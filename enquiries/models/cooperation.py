"""What came of it: a cooperation of two organisations, and what each of them says about it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enquiries.choices import Stage, ValueBand
from enquiries.models.conversation import Conversation
from enquiries.queries.cooperations import CooperationQuerySet
from organisations.models import Organisation


class Cooperation(models.Model):
    """Two organisations and how far they have come together; the newest word of either side counts.

    What both say stays in their reports, so that a contradiction can be seen.
    """

    conversation = models.OneToOneField(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="cooperation", verbose_name=_("conversation")
    )
    first = models.ForeignKey(
        Organisation, models.CASCADE, related_name="cooperations_begun", verbose_name=_("who asked")
    )
    second = models.ForeignKey(
        Organisation, models.CASCADE, related_name="cooperations_joined", verbose_name=_("who was asked")
    )
    countries = models.CharField(_("countries"), max_length=5)
    """Both codes in alphabetical order: "CZ-DE", "DE-DE"."""
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices, default=Stage.ENQUIRY)
    stage_at = models.DateTimeField(_("since"), default=timezone.now)
    value_band = models.CharField(_("value"), max_length=6, choices=ValueBand.choices, blank=True)
    created_at = models.DateTimeField(_("begun on"), default=timezone.now)
    asked_early_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_late_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = CooperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation")
        verbose_name_plural = _("cooperations")
        ordering = ["-stage_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(first=F("second")), name="cooperation_of_two")]
        indexes = [
            models.Index(fields=["countries", "stage"], name="cooperation_by_pair"),
            models.Index(fields=["created_at"], name="cooperation_by_month"),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"

    def partner_of(self, organisation_id: int) -> Organisation:
        """The other one."""
        return self.second if self.first_id == organisation_id else self.first


class StageReport(models.Model):
    """What one of the two says about the stage, and when."""

    cooperation = models.ForeignKey(Cooperation, models.CASCADE, related_name="reports")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation"))
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices)
    value_band = models.CharField(_("value"), max_length=6, choices=ValueBand.choices, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("said on"), default=timezone.now)

    class Meta:
        verbose_name = _("word about a cooperation")
        verbose_name_plural = _("words about cooperations")
        ordering = ["-id"]
        indexes = [models.Index(fields=["cooperation", "organisation", "-id"], name="stage_report_newest")]

    def __str__(self) -> str:
        return f"{self.cooperation_id}: {self.get_stage_display()}"
