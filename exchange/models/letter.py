"""Who is told about a plan by mail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exchange.models.exchange import Interpreter
from exchange.models.participant import Participant
from exchange.models.plan import Plan


class PlanLetter(models.Model):
    """One mail about a plan to one participant or one interpreter: fixed when it is published, sent by a job, once."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="letters")
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="+")
    interpreter = models.ForeignKey(Interpreter, models.CASCADE, null=True, blank=True, related_name="+")
    is_final = models.BooleanField(_("final"), default=False)
    """Whether the plan was final when it was told; the same plan may be told twice, first as preliminary."""
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail about a plan of meetings")
        verbose_name_plural = _("mails about plans of meetings")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(participant=None) ^ Q(interpreter=None), name="plan_letter_has_one_recipient"
            ),
            models.UniqueConstraint(fields=["plan", "participant", "is_final"], name="one_letter_per_plan_and_person"),
            models.UniqueConstraint(
                fields=["plan", "interpreter", "is_final"], name="one_letter_per_plan_and_interpreter"
            ),
        ]
        indexes = [models.Index(fields=["plan"], condition=Q(sent_at=None), name="plan_letter_unsent")]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.participant_id or self.interpreter_id}"
