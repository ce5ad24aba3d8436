"""What an organisation offers or looks for."""

import secrets
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.models import Bilingual
from bilingual.text import text_of
from listings.choices import SHOWN_INLINE, STANDARDS, VALID_FOR, CipherPlace, Closing, Direction, Type, Unit
from listings.quantities import quantity_text
from listings.queries import ListingQuerySet
from organisations.choices import Country
from organisations.models import Capability, Organisation, Region
from publishing.models import Publishable

LONGEST_TITLE = 160
FOLDER = "attachments"  # within the media


def default_validity() -> date:
    """The last day of a listing that begins today."""
    return timezone.localdate() + VALID_FOR


class Listing(Publishable, Bilingual):
    """An offer or a demand: what, how much, where, when, and until when it stands.

    When its time is over it keeps its state and gets `expired_at`, so that one click brings it back.
    """

    kind: ClassVar[str] = "listing"
    text_fields: ClassVar[tuple[str, ...]] = ("title", "description")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="listings", verbose_name=_("organisation")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("author"),
    )
    direction = models.CharField(
        _("offer or demand"), max_length=6, choices=Direction.choices, default=Direction.DEMAND
    )
    type = models.CharField(_("type"), max_length=11, choices=Type.choices, default=Type.PRODUCT)
    slug = models.SlugField(_("address of the page"), max_length=120, unique=True, editable=False)
    is_cipher = models.BooleanField(
        _("cipher demand"),
        default=False,
        help_text=_("Nobody but your chamber learns who you are, until you and the other side agree."),
    )
    cipher_place = models.CharField(
        _("what the readers of a cipher demand learn of the place"),
        max_length=7,
        choices=CipherPlace.choices,
        default=CipherPlace.REGION,
    )
    title = models.CharField(
        _("title"), max_length=LONGEST_TITLE, blank=True, help_text=_("What exactly? A buyer reads this line first.")
    )
    description = models.TextField(
        _("description"),
        max_length=6000,
        blank=True,
        help_text=_("Material, dimensions, tolerances, batch sizes, terms – whatever the other side must know."),
    )
    capabilities = models.ManyToManyField(Capability, verbose_name=_("categories"), related_name="listings", blank=True)
    quantity = models.DecimalField(
        _("quantity"), max_digits=14, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(_("unit"), max_length=8, choices=Unit.choices, blank=True)
    certificates = ArrayField(
        models.CharField(max_length=20, choices=STANDARDS),
        verbose_name=_("certificates"),
        default=list,
        blank=True,
        help_text=_("With an offer those that you hold, with a demand those that you require."),
    )

    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.DE)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"), related_name="listings"
    )
    lat = models.FloatField(null=True, blank=True, editable=False)
    lon = models.FloatField(null=True, blank=True, editable=False)
    delivery_regions = models.ManyToManyField(
        Region, verbose_name=_("delivery area"), related_name="delivered_by_listings", blank=True
    )
    delivers_everywhere = models.BooleanField(_("the whole border region and beyond"), default=False)

    needed_from = models.DateField(_("from"), null=True, blank=True)
    needed_until = models.DateField(_("until"), null=True, blank=True)
    valid_until = models.DateField(_("shown until"), default=default_validity)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    expired_at = models.DateTimeField(_("expired on"), null=True, blank=True, editable=False)
    closed_as = models.CharField(_("closed because"), max_length=9, choices=Closing.choices, blank=True, editable=False)

    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("A made-up entry that shows how it looks.")
    )
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects: ClassVar[Any] = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer or demand")
        verbose_name_plural = _("offers and demands")
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(needed_from=None) | Q(needed_until=None) | Q(needed_from__lte=F("needed_until")),
                name="listing_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_cipher=False) | Q(direction="demand"), name="listing_cipher_is_demand"
            ),
            # what is not stored cannot get out
            models.CheckConstraint(
                condition=Q(is_cipher=False) | Q(town="", postcode="", lat=None, lon=None),
                name="listing_cipher_no_town",
            ),
            models.CheckConstraint(condition=Q(quantity=None) | Q(quantity__gt=0), name="listing_quantity_above_zero"),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="listing_newest_change"),
            models.Index(fields=["organisation", "-changed_at"], name="listing_of_organisation"),
            models.Index(fields=["direction", "status"], name="listing_by_direction"),
            models.Index(fields=["type", "status"], name="listing_by_type"),
            models.Index(fields=["region", "status"], name="listing_by_region"),
            models.Index(
                fields=["valid_until"], condition=Q(status="published", expired_at=None), name="listing_by_last_day"
            ),
        ]

    def __str__(self) -> str:
        return text_of(self, "title").value or str(_("Untitled"))

    @property
    def is_published(self) -> bool:
        """Whether readers see it."""
        return super().is_published and self.expired_at is None and self.organisation.is_published

    @property
    def has_expired(self) -> bool:
        """Whether it is off the pages because its time is over."""
        return super().is_published and self.expired_at is not None

    @property
    def quantity_text(self) -> str:
        """How much, in the reader's language; empty when that is open."""
        return quantity_text(self.quantity, self.unit) if self.quantity is not None else ""

    @property
    def formatted_postcode(self) -> str:
        """The postcode as its country writes it: 02763, 460 01."""
        if self.country == Country.CZ and len(self.postcode) == 5:
            return f"{self.postcode[:3]} {self.postcode[3:]}"
        return self.postcode


def new_key() -> str:
    """A part of an address that nobody can guess and that says nothing about order."""
    return secrets.token_hex(16)


def attachment_name(_attachment: "Attachment", file_name: str) -> str:
    """Where a file lies: under a name that nobody can guess and that says nothing."""
    return f"{FOLDER}/{secrets.token_hex(16)}"


class Attachment(models.Model):
    """A file that belongs to a listing: a drawing, a data sheet, a picture."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="attachments")
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=120, blank=True)
    file = models.FileField(_("file"), upload_to=attachment_name)
    file_name = models.CharField(_("file name"), max_length=120)
    content_type = models.CharField(_("file type"), max_length=60)
    size = models.PositiveIntegerField(_("size in bytes"))
    added_at = models.DateTimeField(_("added on"), auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title or self.file_name

    @property
    def is_image(self) -> bool:
        """Whether a browser may show it on the page."""
        return self.content_type in SHOWN_INLINE
