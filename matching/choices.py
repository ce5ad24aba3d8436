"""Fixed lists about matches."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """What an own entry is brought together with."""

    OFFERS = "offers", _("Offers that fit")
    COMPANIES = "companies", _("Companies that can do it")
    DEMANDS = "demands", _("Demands that fit")
    PARTNERS = "partners", _("Possible partners")
    INSTITUTIONS = "institutions", _("Institutions that can help")
    EVENTS = "events", _("Events that fit")


class Decision(models.TextChoices):
    """What an organisation says of a match."""

    ACCEPTED = "accepted", _("interesting")
    DECLINED = "declined", _("not for us")
    LATER = "later", _("later")


class Refusal(models.TextChoices):
    """Why a match is not for an organisation; what the ranking learns depends on it."""

    THING = "thing", _("It is something else than we need")
    TOO_FAR = "too_far", _("It is too far away")
    SIZE = "size", _("Quantity or size does not fit")
    PARTNER = "partner", _("We do not want to work with this organisation")
    KNOWN = "known", _("We know each other already")
    OTHER = "other", _("Another reason")


KEPT = {
    Group.OFFERS: 12,
    Group.COMPANIES: 8,
    Group.DEMANDS: 12,
    Group.PARTNERS: 8,
    Group.INSTITUTIONS: 6,
    Group.EVENTS: 6,
}
"""How many matches of each group an entry keeps: some more than are shown, as some are refused or go."""
SHOWN = {
    Group.OFFERS: 8,
    Group.COMPANIES: 5,
    Group.DEMANDS: 8,
    Group.PARTNERS: 6,
    Group.INSTITUTIONS: 4,
    Group.EVENTS: 3,
}
LATER_DAYS = 14
"""After which a match that was put off comes back."""
