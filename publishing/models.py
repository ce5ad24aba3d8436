"""The states of an entry, its history, and the queue of those that wait for a clerk."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.choices import Action, ReviewReason, Status
from publishing.queries import ResponsibilityQuerySet, ReviewItemQuerySet, RevisionQuerySet


class Publishable(models.Model):
    """An entry that is reviewed before readers see it.

    `version` grows with every save and tells two editors of the same entry apart.
    """

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, db_index=True)
    submitted_at = models.DateTimeField(_("submitted on"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Whether readers see the entry."""
        return self.status == Status.PUBLISHED


class Revision(models.Model):
    """One step in the history of an entry: who did what when, and all its facts and texts after it."""

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField()
    action = models.CharField(_("action"), max_length=12, choices=Action.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    note = models.TextField(_("reason"), blank=True)
    snapshot = models.JSONField(_("state"))
    created_at = models.DateTimeField(_("on"), auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "object_id", "-id"], name="revision_of_entry")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.get_action_display()}"


class ReviewItem(models.Model):
    """An entry that waits, or once waited, for the decision of a clerk."""

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField()
    title = models.CharField(_("name"), max_length=250)
    region_code = models.CharField(_("region"), max_length=5, blank=True)
    reason = models.CharField(_("occasion"), max_length=10, choices=ReviewReason.choices)
    waiting_since = models.DateTimeField(_("waiting since"), auto_now_add=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("submitted by")
    )
    closed_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=12, choices=Action.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    note = models.TextField(_("reason"), blank=True)

    objects: ClassVar[Any] = ReviewItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry in review")
        verbose_name_plural = _("entries in review")
        ordering = ["waiting_since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], condition=Q(closed_at=None), name="one_open_review_per_entry"
            )
        ]
        indexes = [
            models.Index(fields=["waiting_since", "id"], condition=Q(closed_at=None), name="review_waiting"),
            models.Index(fields=["region_code", "waiting_since"], condition=Q(closed_at=None), name="review_queue"),
            models.Index(fields=["-closed_at", "-id"], condition=~Q(closed_at=None), name="review_decided"),
        ]

    def __str__(self) -> str:
        return self.title


class Responsibility(models.Model):
    """A clerk looks after a region, in the first place or as a deputy, for good or until a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="responsibilities", verbose_name=_("clerk")
    )
    region_code = models.CharField(_("region"), max_length=5)
    is_deputy = models.BooleanField(_("deputy"), default=False)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Leave empty for no end."))

    objects: ClassVar[Any] = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["user", "is_deputy", "region_code"]
        constraints = [models.UniqueConstraint(fields=["user", "region_code"], name="one_responsibility_per_region")]

    def __str__(self) -> str:
        return self.region_code
