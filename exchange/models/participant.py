"""Who takes part in the exchange, and who wants to meet whom."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from events.choices import State
from events.models import Registration
from exchange.choices import WANTED, Priority, RequestState, weight_of
from exchange.models.exchange import Exchange
from exchange.queries import ParticipantQuerySet, RequestQuerySet
from listings.models import Listing
from organisations.choices import SpokenLanguage
from organisations.models import Organisation


class Participant(models.Model):
    """A registered person who has joined the exchange; only those whose registration holds a place are planned."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="participants")
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="participant")
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    language = models.CharField(_("language of these texts"), max_length=2, choices=Language.choices)
    offers = models.TextField(_("what I offer"), max_length=1000, blank=True)
    seeks = models.TextField(_("what I am looking for"), max_length=1000, blank=True)
    listings = models.ManyToManyField(Listing, related_name="+", blank=True, verbose_name=_("offers and demands"))
    languages = ArrayField(
        models.CharField(max_length=3, choices=SpokenLanguage.choices), verbose_name=_("languages I can talk in")
    )
    away = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("not there in"), default=list, blank=True)
    """Ids of the slots in which this person has no time."""
    most_meetings = models.PositiveSmallIntegerField(
        _("most meetings"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    left_at = models.DateTimeField(_("left the exchange on"), null=True, blank=True, editable=False)
    absent_at = models.DateTimeField(_("absent since"), null=True, blank=True, editable=False)
    """On the day: counted as absent from then on, until the person arrives."""
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant of a meeting exchange")
        verbose_name_plural = _("participants of meeting exchanges")
        ordering = ["id"]
        indexes = [models.Index(fields=["exchange"], condition=Q(left_at=None), name="participant_present")]

    def __str__(self) -> str:
        return self.registration.full_name

    @property
    def takes_part(self) -> bool:
        """Whether the person has not left and holds a confirmed place at the event, as `taking_part` says it."""
        return self.left_at is None and self.registration.state == State.CONFIRMED


class MeetingRequest(models.Model):
    """Two participants and the wish of one of them, or of the organiser, that they meet.

    There is one wanted request for two people: who asks back accepts.
    """

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="requests")
    source = models.ForeignKey(Participant, models.CASCADE, related_name="requests_made", verbose_name=_("who asks"))
    target = models.ForeignKey(
        Participant, models.CASCADE, related_name="requests_received", verbose_name=_("who is asked")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DE)
    """Of the reason."""
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    target_priority = models.PositiveSmallIntegerField(
        _("priority of who is asked"), choices=Priority.choices, null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=9, choices=RequestState.choices, default=RequestState.OPEN)
    by_organiser = models.BooleanField(_("wish of the organiser"), default=False)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("asked on"), default=timezone.now)
    answer_until = models.DateTimeField(_("answer until"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    objects: ClassVar[Any] = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a meeting")
        verbose_name_plural = _("requests for meetings")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="meeting_of_two"),
            models.UniqueConstraint(
                Least("source", "target"), Greatest("source", "target"), condition=Q(state__in=WANTED),
                name="one_wanted_request_for_two",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["exchange", "state"], name="meeting_request_by_state"),
            models.Index(
                fields=["answer_until"], condition=Q(state=RequestState.OPEN), name="meeting_request_unanswered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"

    @property
    def weight(self) -> int:
        """What it counts in the plan, 2 to 8."""
        return weight_of(self.priority, self.target_priority, by_organiser=self.by_organiser)


class Ban(models.Model):
    """Two participants whom the organiser does not let meet: competitors, or a dispute."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="bans")
    first = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name=_("participant"))
    second = models.ForeignKey(Participant, models.CASCADE, related_name="+", verbose_name=_("participant"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("two who do not meet")
        verbose_name_plural = _("those who do not meet")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="ban_of_two_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="one_ban_for_two"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"
