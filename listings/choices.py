"""Fixed lists about offers and demands."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations.choices import Standard

VALID_FOR = timedelta(days=90)
"""How long a listing is shown unless its author says otherwise, and after each renewal."""
LONGEST_VALID = timedelta(days=365)
REMIND_BEFORE = timedelta(days=7)
# types of attachments that a browser may show on a page
SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/webp"})
# a certificate that only its holder can name cannot be asked for
STANDARDS = [(code, label) for code, label in Standard.choices if code != Standard.OTHER]


class Direction(models.TextChoices):
    """Who gives and who takes."""

    OFFER = "offer", _("Offer")
    DEMAND = "demand", _("Demand")


class Type(models.TextChoices):
    """What is offered or looked for."""

    PRODUCT = "product", _("Product")
    SERVICE = "service", _("Service")
    CAPACITY = "capacity", _("Production capacity")
    COOPERATION = "cooperation", _("Cooperation")
    RESEARCH = "research", _("Research and development")


class Unit(models.TextChoices):
    """What a quantity counts."""

    PIECES = "pieces", pgettext_lazy("unit", "pieces")
    PAIRS = "pairs", pgettext_lazy("unit", "pairs")
    SETS = "sets", pgettext_lazy("unit", "sets")
    LOTS = "lots", pgettext_lazy("unit", "lots")
    PALLETS = "pallets", pgettext_lazy("unit", "pallets")
    KG = "kg", "kg"
    TONNES = "t", "t"
    METRES = "m", "m"
    SQUARE_METRES = "m2", "m²"
    CUBIC_METRES = "m3", "m³"
    LITRES = "l", "l"
    HOURS = "hours", pgettext_lazy("unit", "hours")
    DAYS = "days", pgettext_lazy("unit", "days")
    MONTHS = "months", pgettext_lazy("unit", "months")
    YEARS = "years", pgettext_lazy("unit", "years")
    PERSONS = "persons", pgettext_lazy("unit", "persons")
    PLACES = "places", pgettext_lazy("unit", "places")


class Closing(models.TextChoices):
    """Why an owner has taken a listing off the pages."""

    FOUND = "found", _("We have found a partner")
    WITHDRAWN = "withdrawn", _("No longer current")


class CipherPlace(models.TextChoices):
    """How much of the place the readers of a cipher demand learn."""

    REGION = "region", _("The region")
    COUNTRY = "country", _("Only the country")
