"""Who fits whom, why, and what was said about it.

A source and its matches hang on documents of the search: what is no longer public has no match, by the database itself.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.choices import Decision, Group, Refusal
from matching.queries import MatchQuerySet
from organisations.models import Organisation
from search.models import Document


class Source(models.Model):
    """A published entry of an organisation that somebody acts for: matches are kept for it."""

    document = models.OneToOneField(Document, models.DB_CASCADE, primary_key=True, related_name="+")
    # the organisation, as in the document
    owner_id = models.BigIntegerField(_("organisation"), db_index=True)
    computed_at = models.DateTimeField(_("matches computed on"), null=True)

    class Meta:
        verbose_name = _("entry with matches")
        verbose_name_plural = _("entries with matches")
        indexes = [models.Index(fields=["computed_at"], name="matching_source_oldest")]

    def __str__(self) -> str:
        return str(self.document)


class Match(models.Model):
    """An entry and something that fits it, with the reasons as data."""

    source = models.ForeignKey(Source, models.DB_CASCADE, verbose_name=_("entry"), related_name="matches")
    target = models.ForeignKey(Document, models.DB_CASCADE, verbose_name=_("fits"), related_name="+")
    group = models.CharField(_("kind of match"), max_length=12, choices=Group.choices)
    score = models.FloatField(_("score"))
    # see matching.sentences
    reasons = models.JSONField(_("reasons"), default=list)
    first_seen_at = models.DateTimeField(_("found on"), default=timezone.now)
    computed_at = models.DateTimeField(_("computed on"), default=timezone.now)

    objects: ClassVar[Any] = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="matching_match_once")]
        indexes = [models.Index(fields=["source", "group", "-score"], name="matching_best")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Feedback(models.Model):
    """What an organisation has said about a match; it stays when the match goes, because the ranking learns from it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="match_feedback"
    )
    source_kind = models.CharField(max_length=30)
    source_id = models.BigIntegerField()
    target_kind = models.CharField(max_length=30)
    target_id = models.BigIntegerField()
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices)
    refusal = models.CharField(_("reason"), max_length=8, choices=Refusal.choices, blank=True)
    until = models.DateField(_("put off until"), null=True, blank=True)
    # what was decided about, as it was then
    codes = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    region = models.CharField(max_length=10, blank=True)
    target_owner_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("person"), related_name="+"
    )
    decided_at = models.DateTimeField(_("decided on"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a match")
        verbose_name_plural = _("answers to matches")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_kind", "source_id", "target_kind", "target_id"],
                name="matching_feedback_once",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.LATER) | Q(until__isnull=False), name="matching_later_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(decision=Decision.DECLINED) | Q(refusal=""), name="matching_reason_of_a_refusal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_decision_display()}"


class Preference(models.Model):
    """What an organisation prefers, for all of its entries."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, verbose_name=_("organisation"), related_name="match_preference"
    )
    other_side_first = models.BooleanField(_("Partners across the border first"), default=False)

    class Meta:
        verbose_name = _("preference for matches")
        verbose_name_plural = _("preferences for matches")

    def __str__(self) -> str:
        return str(self.organisation)
