"""The twelve regions of the programme area, its postcodes and towns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bilingual.text import text_of
from organisations.choices import Country


class Region(models.Model):  # type: ignore[django-manager-missing]
    """A Landkreis, a kreisfreie Stadt or a kraj: NUTS level 3 of the programme area."""

    code = models.CharField(_("NUTS code"), max_length=5, primary_key=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    name_de = models.CharField(_("German name"), max_length=100)
    name_cs = models.CharField(_("Czech name"), max_length=100)
    short_de = models.CharField(_("short German name"), max_length=60)
    short_cs = models.CharField(_("short Czech name"), max_length=60)
    outline = models.TextField(
        _("outline"), help_text=_("Path of the region on the map: SVG path data in the map's own units.")
    )
    label_x = models.FloatField()
    label_y = models.FloatField()
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return text_of(self, "short").value


class Postcode(models.Model):
    """A place with a postcode; the same postcode may serve several places."""

    country = models.CharField(max_length=2, choices=Country.choices)
    code = models.CharField(max_length=5)
    town = models.CharField(max_length=100)
    region = models.ForeignKey(Region, models.CASCADE, related_name="postcodes")
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        constraints = [models.UniqueConstraint(fields=["country", "code", "town"], name="postcode_and_town")]

    def __str__(self) -> str:
        return f"{self.code} {self.town}"


class Town(models.Model):
    """A town of the area with its names in both languages where they differ."""

    geoname_id = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=100)
    other_names = models.TextField(blank=True)
    country = models.CharField(max_length=2, choices=Country.choices)
    region = models.ForeignKey(Region, models.CASCADE, related_name="towns")
    lat = models.FloatField()
    lon = models.FloatField()
    population = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        ordering = ["-population"]

    def __str__(self) -> str:
        return self.name
