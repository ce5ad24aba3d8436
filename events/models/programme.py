"""The programme: days, tracks, rooms, speakers, and the documents that belong to it."""

import secrets
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bilingual.text import text_of
from events.choices import Audience, Interpretation, ItemType
from events.models.event import Event
from organisations.choices import SpokenLanguage
from organisations.models import Organisation

FOLDER = "event_documents"  # within the media


class Track(models.Model):
    """A strand of the programme that runs beside others."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="tracks")
    name_de = models.CharField(_("German name"), max_length=80)
    name_cs = models.CharField(_("Czech name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return text_of(self, "name").value


class Room(models.Model):
    """A place within the venue."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="rooms")
    name_de = models.CharField(_("German name"), max_length=80)
    name_cs = models.CharField(_("Czech name"), max_length=80)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    note_de = models.CharField(_("how to find it (German)"), max_length=200, blank=True)
    note_cs = models.CharField(_("how to find it (Czech)"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return text_of(self, "name").value


class Speaker(models.Model):
    """Somebody who speaks, moderates or guides."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="speakers")
    title_before = models.CharField(_("title before the name"), max_length=50, blank=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80)
    title_after = models.CharField(_("title after the name"), max_length=50, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    function_de = models.CharField(_("function (German)"), max_length=120, blank=True)
    function_cs = models.CharField(_("function (Czech)"), max_length=120, blank=True)
    about_de = models.TextField(_("about the person (German)"), max_length=2000, blank=True)
    about_cs = models.TextField(_("about the person (Czech)"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["position", "last_name", "id"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its titles."""
        name = " ".join(filter(None, (self.title_before, self.first_name, self.last_name)))
        return ", ".join(filter(None, (name, self.title_after)))


class ProgrammeItem(models.Model):
    """Something that happens at a time, in a room; with `capacity` or `needs_booking` people book a place in it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="items")
    type = models.CharField(_("type"), max_length=10, choices=ItemType.choices, default=ItemType.TALK)
    title_de = models.CharField(_("German title"), max_length=200, blank=True)
    title_cs = models.CharField(_("Czech title"), max_length=200, blank=True)
    description_de = models.TextField(_("German description"), max_length=3000, blank=True)
    description_cs = models.TextField(_("Czech description"), max_length=3000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    track = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("track")
    )
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("room"))
    speakers = models.ManyToManyField(Speaker, related_name="items", blank=True, verbose_name=_("speakers"))
    languages = ArrayField(
        models.CharField(max_length=3, choices=SpokenLanguage.choices),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    interpretation = models.CharField(
        _("interpretation"), max_length=12, choices=Interpretation.choices, default=Interpretation.NONE
    )
    needs_booking = models.BooleanField(_("people book a place"), default=False)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    # visits
    meeting_point_de = models.CharField(_("meeting point (German)"), max_length=200, blank=True)
    meeting_point_cs = models.CharField(_("meeting point (Czech)"), max_length=200, blank=True)
    needs_identity_card = models.BooleanField(_("identity card needed"), default=False)
    called_off_at = models.DateTimeField(_("called off on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")
        ordering = ["starts_at", "track__position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="programme_item_times_in_order"),
        ]
        indexes = [models.Index(fields=["event", "starts_at"], name="programme_of_event")]

    def __str__(self) -> str:
        return text_of(self, "title").value or str(_("Untitled"))


class PickUpPoint(models.Model):
    """Where the bus of a visit stops."""

    item = models.ForeignKey(ProgrammeItem, models.CASCADE, related_name="pick_up_points")
    place_de = models.CharField(_("place (German)"), max_length=160)
    place_cs = models.CharField(_("place (Czech)"), max_length=160)
    time = models.TimeField(_("time"))
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True, help_text=_("Empty: no limit."))

    class Meta:
        verbose_name = _("pick-up point")
        verbose_name_plural = _("pick-up points")
        ordering = ["time", "id"]

    def __str__(self) -> str:
        return text_of(self, "place").value


def document_name(_document: "Document", file_name: str) -> str:
    """Where a file lies: under a name that nobody can guess and that says nothing."""
    return f"{FOLDER}/{secrets.token_hex(16)}"


class Document(models.Model):
    """A file of the event or of one programme item: slides, directions, minutes."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="documents")
    item = models.ForeignKey(
        ProgrammeItem, models.SET_NULL, null=True, blank=True, related_name="documents", verbose_name=_("belongs to")
    )
    title_de = models.CharField(_("German title"), max_length=160)
    title_cs = models.CharField(_("Czech title"), max_length=160)
    audience = models.CharField(_("who may read it"), max_length=12, choices=Audience.choices, default=Audience.PUBLIC)
    file = models.FileField(_("file"), upload_to=document_name)
    file_name = models.CharField(_("file name"), max_length=120)
    content_type = models.CharField(_("file type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    added_at = models.DateTimeField(_("added on"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return text_of(self, "title").value
