"""Lists that somebody has kept, and what was found for them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Frequency
from alerts.queries import FindingQuerySet, SavedSearchQuerySet

LONGEST_NAME = 120


class SavedSearch(models.Model):
    """One list with its filters as its owner keeps it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    # code of alerts.lists, and the list's own parameters in their normal form, without `?`
    list = models.CharField(max_length=20)
    query = models.TextField(blank=True)
    # of list and query without the order: whoever asks the same has the same
    fingerprint = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    frequency = models.CharField(
        _("e-mails about what is new"), max_length=10, choices=Frequency.choices, default=Frequency.DAILY
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # what was published before is not new
    watch_from = models.DateTimeField(editable=False)
    # when the owner has last said to have looked
    seen_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["user", "fingerprint"], name="alerts_saved_search_once"),)
        indexes = (
            models.Index(
                fields=["fingerprint"], name="alerts_saved_search_watched", condition=models.Q(paused_at=None)
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """What is new in it."""
        return reverse("saved_search", args=[self.pk])


class Finding(models.Model):
    """An entry that a saved search has found: each is found, and told, once."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="findings")
    # of the document; its row comes and goes, these two stay
    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    found_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    # False: it stood in the list already when the search was saved
    is_new = models.BooleanField(default=True)

    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["search", "kind", "object_id"], name="alerts_finding_once"),)
        indexes = (
            models.Index(
                fields=["search"], name="alerts_finding_pending", condition=models.Q(told_at=None, is_new=True)
            ),
            models.Index(fields=["found_at"], name="alerts_finding_old"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Sweep(models.Model):
    """The single row that says which state of the documents was looked through at last."""

    version = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.version)
