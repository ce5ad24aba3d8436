"""The meeting exchange of an event: its rules, slots, tables and interpreters."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event, ProgrammeItem
from exchange.choices import Meets, Planned
from exchange.queries import ExchangeQuerySet, ResourceQuerySet


class Exchange(models.Model):
    """The rules of an event's meeting exchange, and the one row that changes of requests and plans lock first."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="exchange")
    item = models.ForeignKey(
        ProgrammeItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("programme item"),
    )  # fmt: skip
    is_open = models.BooleanField(_("participants can join and ask for meetings"), default=False)
    closes_at = models.DateTimeField(_("requests until"), null=True, blank=True)
    slot_minutes = models.PositiveSmallIntegerField(
        _("length of a meeting in minutes"), default=20, validators=[MinValueValidator(5), MaxValueValidator(120)]
    )
    pause_minutes = models.PositiveSmallIntegerField(
        _("minutes between two meetings"), default=5, validators=[MaxValueValidator(60)]
    )
    meets = models.CharField(_("who may meet whom"), max_length=10, choices=Meets.choices, default=Meets.OTHERS)
    planned = models.CharField(
        _("requests in the plan"), max_length=8, choices=Planned.choices, default=Planned.ACCEPTED
    )
    most_requests = models.PositiveSmallIntegerField(
        _("requests of one participant"), default=12, validators=[MinValueValidator(1)]
    )
    most_high = models.PositiveSmallIntegerField(_("of these with high priority"), default=3)
    most_meetings = models.PositiveSmallIntegerField(
        _("meetings of one participant"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit."),
    )  # fmt: skip
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer a request"), default=7, validators=[MinValueValidator(1)]
    )
    absent_minutes = models.PositiveSmallIntegerField(
        _("minutes before a meeting after which somebody who is not there counts as absent"), default=10
    )
    minds_programme = models.BooleanField(_("who is in another programme item has no time for meetings"), default=True)
    note_de = models.TextField(_("note for participants (German)"), max_length=1000, blank=True)
    note_cs = models.TextField(_("note for participants (Czech)"), max_length=1000, blank=True)
    repairs_itself = models.BooleanField(_("on the day the plan is changed without asking"), default=False)
    ratings_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When participants were asked by mail how their meetings went."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Any] = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting exchange")
        verbose_name_plural = _("meeting exchanges")

    def __str__(self) -> str:
        return str(self.event)

    @property
    def takes_requests(self) -> bool:
        """Whether participants can join and ask now."""
        return self.is_open and (self.closes_at is None or timezone.now() < self.closes_at)


class Slot(models.Model):
    """A time in which meetings take place. A dropped one stays for the plans that had it."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "starts_at"], condition=Q(dropped_at=None), name="one_slot_per_time"
            ),
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="slot_times_in_order"),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%H:%M}"


class Table(models.Model):
    """A table: free for all, or with a host who meets here and nowhere else."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="tables")
    label = models.CharField(_("table"), max_length=20)
    host = models.OneToOneField(
        "exchange.Participant", models.SET_NULL, null=True, blank=True, related_name="table", verbose_name=_("host")
    )
    away = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("not there in"), default=list, blank=True)
    """Ids of the slots in which it is not there."""
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "label"], condition=Q(dropped_at=None), name="one_table_per_label"
            )
        ]

    def __str__(self) -> str:
        return self.label


class Interpreter(models.Model):
    """Somebody who translates between German and Czech for pairs without a common language."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="interpreters")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    away = ArrayField(models.PositiveBigIntegerField(), verbose_name=_("not there in"), default=list, blank=True)
    """Ids of the slots in which this one is not there."""
    dropped_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("interpreter")
        verbose_name_plural = _("interpreters")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
