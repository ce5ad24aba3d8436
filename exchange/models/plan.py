"""Computations, plans, the meetings of a plan, and what people say about them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.choices import TOLD, Outcome, PlanState, RunKind, RunState
from exchange.models.exchange import Exchange, Interpreter, Slot, Table
from exchange.models.participant import MeetingRequest, Participant
from exchange.queries import MeetingQuerySet


class Run(models.Model):
    """One computation, done by a job; `progress` is how far it is, `problem` what it was given.

    Ids in problem and answers are those of the rows, as text.
    """

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="runs")
    kind = models.CharField(_("purpose"), max_length=7, choices=RunKind.choices, default=RunKind.PLAN)
    state = models.CharField(_("state"), max_length=8, choices=RunState.choices, default=RunState.WAITING)
    seconds = models.PositiveSmallIntegerField(_("seconds to search"), default=30)
    more_tables = models.PositiveSmallIntegerField(_("more tables"), default=0)
    more_interpreters = models.PositiveSmallIntegerField(_("more interpreters"), default=0)
    stop_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    progress = models.JSONField(default=dict, blank=True)
    problem = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    """What the computation found beside its plan: differences, moves, what falls out."""
    error = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("begun on"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("computation")
        verbose_name_plural = _("computations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange"], condition=Q(state__in=(RunState.WAITING, RunState.RUNNING)),
                name="one_computation_at_a_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.exchange_id}: {self.get_kind_display()}"


class Plan(models.Model):
    """A plan with its value, the proven value that none exceeds, and the reason for each unmet request."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="plans")
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="plans")
    state = models.CharField(_("state"), max_length=11, choices=PlanState.choices, default=PlanState.DRAFT)
    objective = models.PositiveIntegerField(_("value"), default=0)
    bound = models.PositiveIntegerField(_("proven highest value"), default=0)
    unmet = models.JSONField(default=dict, blank=True)
    """{id of the request as text: reason of the planner}."""
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    """The told plan that it changes."""
    created_at = models.DateTimeField(_("made on"), default=timezone.now)
    told_at = models.DateTimeField(_("published on"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan of meetings")
        verbose_name_plural = _("plans of meetings")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["exchange"], condition=Q(state__in=TOLD), name="one_plan_is_told"),
            models.UniqueConstraint(fields=["exchange"], condition=Q(state=PlanState.DRAFT), name="one_draft_of_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id}: {self.get_state_display()}"

    @property
    def gap(self) -> float:
        """How much more there could be at most, as a share of the bound; 0 is proven to be best."""
        return (self.bound - self.objective) / self.bound if self.bound else 0.0


class Meeting(models.Model):
    """One request in a plan, with its slot and its table. A changed plan is a new plan with meetings of its own."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="meetings")
    request = models.ForeignKey(MeetingRequest, models.CASCADE, related_name="meetings")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="meetings", verbose_name=_("slot"))
    table = models.ForeignKey(Table, models.PROTECT, related_name="meetings", verbose_name=_("table"))
    interpreter = models.ForeignKey(
        Interpreter, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("interpreter")
    )
    is_locked = models.BooleanField(_("stays where it is"), default=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """Of iCalendar; taken over from the plan before, one more when it has moved."""

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["slot__starts_at", "table__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "request"], name="one_meeting_per_request"),
            models.UniqueConstraint(fields=["plan", "slot", "table"], name="one_meeting_per_table"),
            models.UniqueConstraint(fields=["plan", "slot", "interpreter"], name="one_meeting_per_interpreter"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.slot_id}"


class Seat(models.Model):
    """One side of a meeting that takes place: nobody sits twice in a slot of a plan."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="seats")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="seats")

    class Meta:
        verbose_name = _("seat in a meeting")
        verbose_name_plural = _("seats in meetings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slot", "participant"], name="nobody_meets_twice_at_once"),
            models.UniqueConstraint(fields=["meeting", "participant"], name="one_seat_per_side"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.slot_id}"


class Rating(models.Model):
    """What one side says about a meeting; `on_paper` when it was entered from the paper."""

    request = models.ForeignKey(MeetingRequest, models.CASCADE, related_name="ratings")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="ratings")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    on_paper = models.BooleanField(_("from paper"), default=False)
    at = models.DateTimeField(_("said on"), default=timezone.now)

    class Meta:
        verbose_name = _("rating of a meeting")
        verbose_name_plural = _("ratings of meetings")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["request", "participant"], name="one_rating_per_side")]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.get_outcome_display()}"
