"""How people register: places, times, questions, consents."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bilingual.text import text_of
from events.choices import Purpose, QuestionType, QuestionUse, WaitingMode
from events.models.event import Event


class Desk(models.Model):
    """The registration desk of an event: its settings, and the one row that every change of places locks first."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="desk")
    is_open = models.BooleanField(_("people can register here"), default=False)
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    most_per_organisation = models.PositiveIntegerField(
        _("places per organisation"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    most_at_once = models.PositiveSmallIntegerField(
        _("people in one registration"), default=10, validators=[MinValueValidator(1)]
    )
    needs_approval = models.BooleanField(_("the organiser approves each registration"), default=False)
    allows_guests = models.BooleanField(_("also without an account"), default=True)
    waiting_mode = models.CharField(
        _("when a place becomes free"), max_length=9, choices=WaitingMode.choices, default=WaitingMode.AUTOMATIC
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to accept an offered place"), default=24, validators=[MinValueValidator(1)]
    )
    asks_to_reconfirm = models.BooleanField(_("ask three days before whether people really come"), default=True)
    reconfirmation_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminder_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    note_de = models.TextField(_("note on the form (German)"), max_length=1000, blank=True)
    note_cs = models.TextField(_("note on the form (Czech)"), max_length=1000, blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    """The number of the newest arrival; grows only under the lock of this row."""

    class Meta:
        verbose_name = _("registration settings")
        verbose_name_plural = _("registration settings")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="desk_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.event_id)


class Question(models.Model):
    """What the organiser asks; `options` holds {"de": …, "cs": …} for each answer to choose from."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    use = models.CharField(_("asked in"), max_length=12, choices=QuestionUse.choices, default=QuestionUse.REGISTRATION)
    type = models.CharField(_("type of the answer"), max_length=9, choices=QuestionType.choices)
    label_de = models.CharField(_("question (German)"), max_length=200)
    label_cs = models.CharField(_("question (Czech)"), max_length=200)
    help_de = models.CharField(_("explanation (German)"), max_length=300, blank=True)
    help_cs = models.CharField(_("explanation (Czech)"), max_length=300, blank=True)
    options = models.JSONField(_("answers to choose from"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return text_of(self, "label").value


class ConsentText(models.Model):
    """What a participant agrees to, for one purpose; a changed text is a new row beside the old one."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="consent_texts")
    purpose = models.CharField(_("purpose"), max_length=13, choices=Purpose.choices)
    text_de = models.TextField(_("text (German)"), max_length=2000)
    text_cs = models.TextField(_("text (Czech)"), max_length=2000)
    is_required = models.BooleanField(_("must be agreed to"), default=False)
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "purpose"], condition=Q(replaced_at=None), name="one_present_text_per_purpose"
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
