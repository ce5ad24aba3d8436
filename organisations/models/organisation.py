"""The thin parent of companies and institutions: all that is sorted, filtered, indexed or shared."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilingual.collation import sort_key
from bilingual.models import Bilingual
from organisations.choices import Country, Kind, SpokenLanguage
from organisations.models.classification import Capability, Sector
from organisations.models.place import Region
from organisations.queries import OrganisationQuerySet
from publishing.models import Publishable

LONGEST_SORT_KEY = 1000


class Organisation(Publishable, Bilingual):  # type: ignore[django-manager-missing]
    """A company or an institution, whatever its kind: who it is, where it is, what it can do."""

    text_fields: ClassVar[tuple[str, ...]] = ("summary", "description")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, editable=False)
    name = models.CharField(_("name"), max_length=200, help_text=_("As in the register, with the legal form."))
    other_names = models.CharField(
        _("other names"),
        max_length=300,
        blank=True,
        help_text=_("Short names, brands, the name in the other language; separated by semicolons."),
    )
    slug = models.SlugField(_("address of the page"), max_length=120, unique=True, editable=False)
    # C: the keys are made to be compared byte by byte, whatever the server's language is
    sort_key_de = models.CharField(max_length=LONGEST_SORT_KEY, db_collation="C", editable=False, db_index=True)
    sort_key_cs = models.CharField(max_length=LONGEST_SORT_KEY, db_collation="C", editable=False, db_index=True)
    summary = models.CharField(
        _("in one sentence"), max_length=300, blank=True, help_text=_("What do you do, and for whom?")
    )
    description = models.TextField(
        _("description"),
        max_length=6000,
        blank=True,
        help_text=_("Products, machines, materials, batch sizes, references – whatever helps a buyer to decide."),
    )

    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.DE)
    street = models.CharField(_("street"), max_length=120, blank=True)
    house_number = models.CharField(_("house number"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    town = models.CharField(_("town"), max_length=100)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"), related_name="organisations"
    )
    lat = models.FloatField(null=True, blank=True, editable=False)
    lon = models.FloatField(null=True, blank=True, editable=False)

    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3, choices=SpokenLanguage.choices),
        verbose_name=_("languages spoken"),
        default=list,
        blank=True,
    )
    sectors = models.ManyToManyField(Sector, verbose_name=_("sectors"), related_name="organisations", blank=True)
    capabilities = models.ManyToManyField(
        Capability, verbose_name=_("capabilities"), related_name="organisations", blank=True
    )
    delivery_regions = models.ManyToManyField(
        Region, verbose_name=_("delivery area"), related_name="delivered_by", blank=True
    )
    delivers_everywhere = models.BooleanField(_("the whole border region and beyond"), default=False)

    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_role_de = models.CharField(_("function (German)"), max_length=120, blank=True)
    contact_role_cs = models.CharField(_("function (Czech)"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address of the contact person"), blank=True)
    contact_phone = models.CharField(_("phone of the contact person"), max_length=40, blank=True)
    contact_consent_at = models.DateTimeField(_("consent of the contact person"), null=True, blank=True, editable=False)

    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("A made-up entry that shows how it looks.")
    )
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key_de"]
        indexes = [
            models.Index(fields=["kind", "status", "sort_key_de"], name="organisation_by_name_de"),
            models.Index(fields=["kind", "region", "status"], name="organisation_by_region"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the alphabetical keys in step with the name (also done by the services that set it)."""
        self.set_sort_keys()

    def set_sort_keys(self) -> None:
        """Work out where the name stands in both alphabets."""
        self.sort_key_de = sort_key(self.name, "de")[:LONGEST_SORT_KEY]
        self.sort_key_cs = sort_key(self.name, "cs")[:LONGEST_SORT_KEY]

    @property
    def shows_contact(self) -> bool:
        """Whether readers may see the contact person: only with consent."""
        return bool(self.contact_name and self.contact_consent_at)

    @property
    def formatted_postcode(self) -> str:
        """The postcode as its country writes it: 02763, 460 01."""
        if self.country == Country.CZ and len(self.postcode) == 5:
            return f"{self.postcode[:3]} {self.postcode[3:]}"
        return self.postcode
