"""Stands of the accompanying exhibition."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import StandState
from events.models.event import Event
from events.models.registration import Booking
from organisations.models import Organisation


class Stand(models.Model):
    """A place in the hall; x, y, width and depth are in decimetres from the upper left corner of the plan."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="stands")
    label = models.CharField(_("number of the stand"), max_length=10)
    x = models.PositiveSmallIntegerField(_("from the left (dm)"), default=0)
    y = models.PositiveSmallIntegerField(_("from the top (dm)"), default=0)
    width = models.PositiveSmallIntegerField(_("width (dm)"), default=30)
    depth = models.PositiveSmallIntegerField(_("depth (dm)"), default=20)
    has_power = models.BooleanField(_("power"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stand")
        verbose_name_plural = _("stands")
        ordering = ["label"]
        constraints = [models.UniqueConstraint(fields=["event", "label"], name="one_stand_per_label")]

    def __str__(self) -> str:
        return self.label


class StandRequest(models.Model):
    """An organisation wants to exhibit."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="stand_requests")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="stand_requests",
        verbose_name=_("organisation"),
    )  # fmt: skip
    booking = models.ForeignKey(
        Booking, models.SET_NULL, null=True, blank=True, related_name="stand_requests", verbose_name=_("booking")
    )
    name = models.CharField(_("exhibitor"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=2, default="de")
    exhibits = models.TextField(_("what you show"), max_length=1000)
    width = models.PositiveSmallIntegerField(_("width (dm)"), default=30)
    needs_power = models.BooleanField(_("power"), default=False)
    needs_internet = models.BooleanField(_("internet"), default=False)
    needs = models.TextField(_("further requirements"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=StandState.choices, default=StandState.REQUESTED)
    stand = models.ForeignKey(
        Stand, models.SET_NULL, null=True, blank=True, related_name="requests", verbose_name=_("stand")
    )
    answer = models.TextField(_("answer of the organiser"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("requested on"), auto_now_add=True)

    class Meta:
        verbose_name = _("stand request")
        verbose_name_plural = _("stand requests")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stand"], condition=Q(state=StandState.APPROVED), name="one_exhibitor_per_stand"
            ),
        ]

    def __str__(self) -> str:
        return self.name
