"""Fixed lists about institutions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstitutionType(models.TextChoices):
    """What an institution is."""

    CHAMBER = "chamber", _("Chamber")
    ASSOCIATION = "association", _("Association")
    CLUB = "club", _("Registered society")
    CLUSTER = "cluster", _("Cluster")
    UNIVERSITY = "university", _("University")
    RESEARCH = "research_institute", _("Research institute")
    AGENCY = "agency", _("Business development agency")
    MUNICIPALITY = "municipality", _("Municipality")
    EUROREGION = "euroregion", _("Euroregion")
    INNOVATION = "innovation_centre", _("Innovation centre")
    TECHNOLOGY = "technology_centre", _("Technology centre")
    LOCAL_ACTION = "local_action_group", _("Local action group")
    COUNCIL = "council", _("Economic council")
    BANK = "bank", _("Promotional bank")
    GOVERNMENT = "government", _("Government office")


class ProjectRole(models.TextChoices):
    """The part an institution plays in the project that Glokal was built by."""

    LEAD = "lead", _("Lead partner")
    PARTNER = "partner", _("Project partner")
    ASSOCIATED = "associated", _("Associated partner")
