"""What one organisation asks, and the conversation with each of those it asks."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from enquiries.choices import RUNNING, WAITING, DeclineReason, Side, Stage, State
from enquiries.queries.conversations import ConversationQuerySet
from listings.models import Listing
from organisations.models import Organisation

LONGEST_SUBJECT, LONGEST_TEXT = 160, 6000
PERSON: dict[str, Any] = {"null": True, "blank": True, "related_name": "+"}


class Enquiry(models.Model):
    """A question of one organisation to one or a few others: subject, text, until when an answer is wished."""

    sender = models.ForeignKey(Organisation, models.CASCADE, related_name="sent_enquiries", verbose_name=_("who asks"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("author"), **PERSON)
    listing = models.ForeignKey(
        Listing, models.SET_NULL, null=True, blank=True, related_name="enquiries", verbose_name=_("about")
    )
    basis = models.ForeignKey(
        Listing, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("own demand")
    )
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    language = models.CharField(_("language of the text"), max_length=2, choices=Language.choices)
    deadline = models.DateField(_("answer wished until"))
    remind_on = models.DateField(null=True, blank=True, editable=False)
    """Halfway to the deadline; None where the days are too few for two reminders."""
    form_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(_("sent on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        ordering = ["-id"]
        indexes = [models.Index(fields=["sender", "-created_at"], name="enquiry_of_sender")]

    def __str__(self) -> str:
        return self.subject


class Conversation(models.Model):
    """An enquiry and one of its recipients, from the first word to the outcome.

    Every service that changes it locks its row first, so that its steps follow each other.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="conversations", verbose_name=_("enquiry"))
    recipient = models.ForeignKey(
        Organisation, models.CASCADE, related_name="received_enquiries", verbose_name=_("who is asked")
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.SENT)
    created_at = models.DateTimeField(_("sent on"), default=timezone.now, editable=False)
    first_read_at = models.DateTimeField(_("read on"), null=True, blank=True, editable=False)
    responded_at = models.DateTimeField(_("first answer on"), null=True, blank=True, editable=False)
    """The first answer, also one that declines."""
    sender_wrote_at = models.DateTimeField(default=timezone.now, editable=False)
    recipient_wrote_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True, editable=False)
    ended_by = models.CharField(max_length=9, choices=Side.choices, blank=True, editable=False)
    declined_because = models.CharField(_("reason"), max_length=8, choices=DeclineReason.choices, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Stage.choices, blank=True)

    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_again_at = models.DateTimeField(null=True, blank=True, editable=False)
    escalated_at = models.DateTimeField(_("with the chamber since"), null=True, blank=True, editable=False)
    handled_at = models.DateTimeField(_("looked after on"), null=True, blank=True, editable=False)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), **PERSON)
    mediation_at = models.DateTimeField(_("mediation asked for on"), null=True, blank=True, editable=False)
    mediation_side = models.CharField(max_length=9, choices=Side.choices, blank=True, editable=False)

    is_cipher = models.BooleanField(_("cipher"), default=False, editable=False)
    """Whether the recipient is hidden from the sender until both agree; decided when the enquiry is sent."""
    sender_agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    recipient_agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    revealed_at = models.DateTimeField(_("revealed on"), null=True, blank=True, editable=False)
    emptied_at = models.DateTimeField(_("texts deleted on"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "recipient"], name="one_conversation_per_recipient"),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, ended_at=None) | (~Q(state__in=RUNNING) & Q(ended_at__isnull=False)),
                name="conversation_ended_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(revealed_at=None)
                | Q(is_cipher=True, sender_agreed_at__isnull=False, recipient_agreed_at__isnull=False),
                name="conversation_revealed_by_both",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-changed_at"], name="conversation_received"),
            models.Index(fields=["recipient", "created_at"], name="conversation_rated", condition=Q(is_cipher=False)),
            models.Index(fields=["state", "created_at"], name="conversation_waiting", condition=Q(state__in=WAITING)),
        ]

    def __str__(self) -> str:
        return self.enquiry.subject

    @property
    def is_hidden(self) -> bool:
        """Whether the sender must not learn who the recipient is."""
        return self.is_cipher and self.revealed_at is None

    @property
    def is_running(self) -> bool:
        """Whether both sides may write."""
        return self.state in RUNNING

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state in WAITING

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline has passed without an answer."""
        return self.is_waiting and self.enquiry.deadline < timezone.localdate()


class Reader(models.Model):
    """When a person last had a conversation open."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    side = models.CharField(max_length=9, choices=Side.choices)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reader")
        verbose_name_plural = _("readers")
        ordering = ["read_at", "id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "user", "side"], name="one_reader_per_side")]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.read_at}"
