"""The event itself: what, when, where, in which languages, by whom."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.models import Bilingual
from bilingual.text import text_of
from events.choices import Format, Interpretation, Mode, PartnerRole, Precision, StaffRole, Type
from events.queries import EventQuerySet
from organisations.choices import Country, SpokenLanguage
from organisations.models import Organisation, Region
from publishing.models import Publishable


class Event(Publishable, Bilingual):
    """An event or a workshop.

    A half-year or a month is a date, too: `first_day` and `last_day` are then its first and last day.
    """

    kind: ClassVar[str] = "event"
    text_fields: ClassVar[tuple[str, ...]] = ("title", "summary", "description")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="events", verbose_name=_("organiser"))
    slug = models.SlugField(_("address of the page"), max_length=120, unique=True, editable=False)
    type = models.CharField(_("type"), max_length=11, choices=Type.choices, default=Type.WORKSHOP)
    formats = ArrayField(
        models.CharField(max_length=10, choices=Format.choices), verbose_name=_("formats"), default=list, blank=True
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("description"), max_length=8000, blank=True)

    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    precision = models.CharField(_("date known to the"), max_length=9, choices=Precision.choices, default=Precision.DAY)
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    doors_open_at = models.TimeField(_("doors open at"), null=True, blank=True)

    mode = models.CharField(_("where people take part"), max_length=7, choices=Mode.choices, default=Mode.ON_SITE)
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    street = models.CharField(_("street and house number"), max_length=140, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.DE)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True, help_text=_("Leave empty while it is open."))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"), related_name="events"
    )
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    directions_de = models.TextField(_("how to get there (German)"), max_length=2000, blank=True)
    directions_cs = models.TextField(_("how to get there (Czech)"), max_length=2000, blank=True)
    online_url = models.URLField(
        _("address of the online event"), blank=True, help_text=_("Only confirmed participants see it.")
    )

    languages = ArrayField(
        models.CharField(max_length=3, choices=SpokenLanguage.choices),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    interpretation = models.CharField(
        _("interpretation"), max_length=12, choices=Interpretation.choices, default=Interpretation.NONE
    )
    project = models.CharField(
        _("project"), max_length=200, blank=True, help_text=_("As it must stand on the signature list.")
    )
    fee_de = models.CharField(_("fee (German)"), max_length=120, blank=True, help_text=_("Empty: free of charge."))
    fee_cs = models.CharField(_("fee (Czech)"), max_length=120, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)

    called_off_at = models.DateTimeField(_("called off on"), null=True, blank=True, editable=False)
    call_off_reason_de = models.TextField(_("why it is called off (German)"), max_length=1000, blank=True)
    call_off_reason_cs = models.TextField(_("why it is called off (Czech)"), max_length=1000, blank=True)
    is_template = models.BooleanField(_("template"), default=False, help_text=_("New events are copied from it."))
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """Of iCalendar: grows whenever time or place change."""
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("A made-up entry that shows how it looks.")
    )
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="event_days_in_order"),
        ]
        indexes = [
            models.Index(fields=["status", "first_day"], name="event_by_day"),
            models.Index(fields=["status", "last_day"], name="event_by_last_day"),
            models.Index(fields=["organisation", "-first_day"], name="event_of_organisation"),
            models.Index(fields=["region", "status"], name="event_by_region"),
        ]

    def __str__(self) -> str:
        return text_of(self, "title").value or str(_("Untitled"))

    @property
    def is_past(self) -> bool:
        """Whether its last day is over."""
        return self.last_day < timezone.localdate()

    @property
    def is_called_off(self) -> bool:
        """Whether it will not take place."""
        return self.called_off_at is not None

    @property
    def has_exact_date(self) -> bool:
        """Whether the day is known."""
        return self.precision == Precision.DAY

    @property
    def formatted_postcode(self) -> str:
        """The postcode as its country writes it: 02763, 460 01."""
        if self.country == Country.CZ and len(self.postcode) == 5:
            return f"{self.postcode[:3]} {self.postcode[3:]}"
        return self.postcode


class EventPartner(models.Model):
    """Another organisation that takes part in the making; `name` where it has no entry here."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.CZ)
    role = models.CharField(_("role"), max_length=12, choices=PartnerRole.choices, default=PartnerRole.CO_ORGANISER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("partner of an event")
        verbose_name_plural = _("partners of an event")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(organisation=None, name=""), name="event_partner_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.name


class EventStaff(models.Model):
    """Somebody who works for an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="event_roles")
    role = models.CharField(_("role"), max_length=8, choices=StaffRole.choices, default=StaffRole.SUPPORT)
    added_at = models.DateTimeField(_("added on"), auto_now_add=True)

    class Meta:
        verbose_name = _("staff of an event")
        verbose_name_plural = _("staff of events")
        ordering = ["role", "id"]
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="one_role_per_person_and_event")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
