"""What happened to a registration, and what those who booked have still to be told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import Origin, State, Step
from events.models.contact import Survey
from events.models.programme import ProgrammeItem, Room
from events.models.registration import Registration


class RegistrationStep(models.Model):
    """One step in the life of a registration: who, when, what; goes with the registration.

    That it was made, its ticks and its consents are kept elsewhere.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="steps")
    step = models.CharField(_("what happened"), max_length=8, choices=Step.choices)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, blank=True)
    """The state it came into."""
    item = models.ForeignKey(ProgrammeItem, models.SET_NULL, null=True, blank=True, related_name="+")
    origin = models.CharField(_("by"), max_length=6, choices=Origin.choices, default=Origin.SYSTEM)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    detail = models.TextField(_("details"), max_length=1000, blank=True)
    at = models.DateTimeField(_("on"), default=timezone.now)

    class Meta:
        verbose_name = _("step of a registration")
        verbose_name_plural = _("steps of registrations")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.step}"


class ItemMove(models.Model):
    """A programme item with bookings is at another time or place than people were told; they hear of it soon.

    The columns say what they know; who moves an item several times writes to them once.
    """

    item = models.OneToOneField(ProgrammeItem, models.CASCADE, primary_key=True, related_name="move")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(_("people are told on"))

    class Meta:
        verbose_name = _("move of a programme item")
        verbose_name_plural = _("moves of programme items")

    def __str__(self) -> str:
        return str(self.item_id)


class SurveyInvitation(models.Model):
    """Who gets a link to the survey: one row for each person, so that a second run sends nothing twice."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitations")
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="survey_invitation")
    sent_at = models.DateTimeField(_("written on"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to surveys")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["survey"], condition=models.Q(sent_at=None), name="survey_invitation_open"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.registration_id}"
