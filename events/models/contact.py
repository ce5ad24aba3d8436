"""Mails of the organisers to segments, their saved filters, and what people say afterwards."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import OutgoingMail
from bilingual.choices import Language
from events.models.desk import Question
from events.models.event import Event
from events.models.registration import Registration


class SavedFilter(models.Model):
    """A filtered list of registrations that an organiser comes back to; `query` is the query string of the page."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="one_saved_filter_per_name")]

    def __str__(self) -> str:
        return self.name


class Mailing(models.Model):
    """A mail to some of the participants, each in the own language; `query` chooses them as the page's filter does."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="mailings")
    subject_de = models.CharField(_("subject (German)"), max_length=150)
    subject_cs = models.CharField(_("subject (Czech)"), max_length=150)
    text_de = models.TextField(_("text (German)"), max_length=6000)
    text_cs = models.TextField(_("text (Czech)"), max_length=6000)
    query = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("written on"), auto_now_add=True)
    started_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mail to participants")
        verbose_name_plural = _("mails to participants")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject_de or self.subject_cs


class MailingRecipient(models.Model):
    """Who gets a mailing: one row per address, so that a second run sends nothing twice."""

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="recipients")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="mailings")
    address = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, choices=Language.choices)
    mail = models.ForeignKey(OutgoingMail, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("recipient of a mailing")
        verbose_name_plural = _("recipients of a mailing")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["mailing", "address"], name="one_mail_per_address")]

    def __str__(self) -> str:
        return f"{self.mailing_id}: {self.registration_id}"


class Survey(models.Model):
    """The feedback on an event; its questions are the event's with the use `survey`."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="survey")
    is_open = models.BooleanField(_("open for answers"), default=False)
    is_anonymous = models.BooleanField(
        _("anonymous"),
        default=True,
        help_text=_("Answers are kept without a link to the person. It stays as it is after the first answer."),
    )
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    intro_de = models.TextField(_("introduction (German)"), max_length=1000, blank=True)
    intro_cs = models.TextField(_("introduction (Czech)"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("feedback survey")
        verbose_name_plural = _("feedback surveys")

    def __str__(self) -> str:
        return str(self.event_id)


class SurveyTicket(models.Model):
    """That a person has answered, so that nobody answers twice; it says neither what nor when."""

    registration = models.OneToOneField(Registration, models.CASCADE, primary_key=True, related_name="survey_ticket")

    class Meta:
        verbose_name = _("used survey link")
        verbose_name_plural = _("used survey links")

    def __str__(self) -> str:
        return str(self.registration_id)


class SurveyResponse(models.Model):
    """What somebody has answered; `registration` only where the survey is not anonymous."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    registration = models.OneToOneField(
        Registration, models.SET_NULL, null=True, blank=True, related_name="survey_response"
    )
    language = models.CharField(max_length=2, choices=Language.choices)
    answered_on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.pk)


class SurveyAnswer(models.Model):
    """One answer of a response; `value` as in `Answer`."""

    response = models.ForeignKey(SurveyResponse, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="survey_answers")
    value = models.JSONField(_("answer"))

    class Meta:
        verbose_name = _("answer to the survey")
        verbose_name_plural = _("answers to the survey")
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_answer_per_response_and_question")
        ]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.question_id}"
