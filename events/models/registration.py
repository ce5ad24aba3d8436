"""Who comes: bookings, the people in them, their places in programme items, answers and consents."""

import secrets
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import LowercaseEmailField
from bilingual.choices import Language
from bilingual.collation import sort_key
from events.choices import CODE_LENGTH, ENDED, TAKES_PLACE, Direction, State
from events.models.desk import ConsentText, Question
from events.models.event import Event
from events.models.programme import PickUpPoint, ProgrammeItem
from events.queries import RegistrationQuerySet
from organisations.choices import Country
from organisations.models import Organisation

# without letters and digits that are taken for each other
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST_SORT_KEY = 400


def new_code() -> str:
    """The code of a badge, which nobody can guess."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


class Booking(models.Model):
    """One registration form that was sent: one contact, one or several people.

    A guest's booking counts at once and lapses unless the address is confirmed in time.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="bookings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="event_bookings"
    )
    contact_name = models.CharField(_("contact"), max_length=170)
    email = LowercaseEmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DE)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="event_bookings",
        verbose_name=_("organisation"),
    )  # fmt: skip
    organisation_name = models.CharField(_("company or institution"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.DE)
    form_key = models.UUIDField(default=uuid.uuid4, editable=False)
    """Made with the form: the same form sent twice is one booking."""
    verified_at = models.DateTimeField(_("address confirmed on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("registered on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "form_key"], name="one_booking_per_form")]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(verified_at=None), name="booking_unverified"),
            models.Index(fields=["event", "email"], name="booking_by_address"),
        ]

    def __str__(self) -> str:
        return self.contact_name


class Registration(models.Model):
    """One person at an event; `number` counts arrivals and orders the waiting list, `code` stands on the badge."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="registrations")
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State.choices)
    title_before = models.CharField(_("title before the name"), max_length=50, blank=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    title_after = models.CharField(_("title after the name"), max_length=50, blank=True)
    email = LowercaseEmailField(_("e-mail address"), blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    organisation_name = models.CharField(_("company or institution"), max_length=200, blank=True)
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("languages"), default=list, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, blank=True, default="", db_default=""
    )
    """Of the mails, where it is another one than the booking's: of somebody who has taken the place over."""
    sort_key_de = models.CharField(max_length=LONGEST_SORT_KEY, db_collation="C", editable=False)
    sort_key_cs = models.CharField(max_length=LONGEST_SORT_KEY, db_collation="C", editable=False)
    needs = models.TextField(
        _("what we should know"), max_length=500, blank=True,
        help_text=_("Wheelchair, diet, allergies: only the organisers read this, and it is deleted after the event."),
    )  # fmt: skip
    wants_online = models.BooleanField(_("takes part online"), default=False)
    is_walk_in = models.BooleanField(_("came without registration"), default=False)
    offered_until = models.DateTimeField(_("offer valid until"), null=True, blank=True)
    asked_to_reconfirm_at = models.DateTimeField(null=True, blank=True)
    reconfirmed_at = models.DateTimeField(_("reconfirmed on"), null=True, blank=True)
    state_changed_at = models.DateTimeField(default=timezone.now)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """Of iCalendar, added to that of the event."""
    note = models.TextField(_("note of the organisers"), max_length=1000, blank=True)
    segments = ArrayField(models.CharField(max_length=40), verbose_name=_("segments"), default=list, blank=True)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="one_number_per_registration")]
        indexes = [
            models.Index(fields=["event"], condition=Q(state__in=TAKES_PLACE), name="registration_takes_place"),
            models.Index(fields=["event", "number"], condition=Q(state=State.WAITING), name="registration_waiting"),
            models.Index(fields=["offered_until"], condition=Q(state=State.OFFERED), name="registration_offered"),
            models.Index(fields=["event", "sort_key_de"], name="registration_by_name_de"),
            models.Index(fields=["event", "sort_key_cs"], name="registration_by_name_cs"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its titles."""
        name = " ".join(filter(None, (self.title_before, self.first_name, self.last_name)))
        return ", ".join(filter(None, (name, self.title_after)))

    @property
    def mail_address(self) -> str:
        """Where the person is reached: the own address, or the contact's of the booking; may be empty."""
        return self.email or self.booking.email

    @property
    def mail_language(self) -> Language:
        """In which language the person is written to."""
        return Language(self.language or self.booking.language)

    @property
    def formatted_code(self) -> str:
        """The code in two groups, to read out: "2F7KM-Q9XTA"."""
        half = CODE_LENGTH // 2
        return f"{self.code[:half]}-{self.code[half:]}"

    @property
    def has_ended(self) -> bool:
        """Whether it holds neither a place nor a position."""
        return self.state in ENDED

    def set_sort_keys(self) -> None:
        """Work out where the name stands in both alphabets, surname first; the services do it before each save."""
        name = f"{self.last_name} {self.first_name}"
        self.sort_key_de = sort_key(name, "de")[:LONGEST_SORT_KEY]
        self.sort_key_cs = sort_key(name, "cs")[:LONGEST_SORT_KEY]


class ItemBooking(models.Model):
    """A person's place in a programme item that has to be booked."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="item_bookings")
    item = models.ForeignKey(ProgrammeItem, models.CASCADE, related_name="bookings")
    state = models.CharField(_("state"), max_length=9, choices=State.choices)
    number = models.PositiveIntegerField(_("number"))
    """Taken from the desk, as that of the registration: orders the waiting list of the item."""
    pick_up_point = models.ForeignKey(
        PickUpPoint, models.SET_NULL, null=True, blank=True, related_name="bookings", verbose_name=_("pick-up point")
    )
    offered_until = models.DateTimeField(_("offer valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("place in a programme item")
        verbose_name_plural = _("places in programme items")
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["registration", "item"], name="one_place_per_person_and_item")]
        indexes = [
            models.Index(fields=["item"], condition=Q(state__in=TAKES_PLACE), name="item_booking_takes_place"),
            models.Index(fields=["item", "number"], condition=Q(state=State.WAITING), name="item_booking_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.item_id}"


class Answer(models.Model):
    """What a person has answered; `value` is text, a number, true or false, or a list of numbers of options."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    value = models.JSONField(_("answer"))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.question_id}"


class Consent(models.Model):
    """That a person has agreed, or not, to a text; a withdrawal is a newer row."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents")
    is_given = models.BooleanField(_("agreed"))
    decided_at = models.DateTimeField(_("on"), default=timezone.now)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.text_id}"


class Tick(models.Model):
    """Somebody came in or went out: made on a device, also without a network; `key` is the device's own."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="ticks")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="ticks")
    item = models.ForeignKey(ProgrammeItem, models.SET_NULL, null=True, blank=True, related_name="ticks")
    """Where the tick is for a room or a bus, not for the event."""
    direction = models.CharField(_("direction"), max_length=3, choices=Direction.choices, default=Direction.IN)
    at = models.DateTimeField(_("on"))
    received_at = models.DateTimeField(_("received on"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tick of the check-in")
        verbose_name_plural = _("ticks of the check-in")
        ordering = ["at"]
        indexes = [
            models.Index(fields=["event", "item", "registration", "-at"], name="tick_newest"),
            models.Index(fields=["event", "-received_at"], name="tick_of_event"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.direction}"
