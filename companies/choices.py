"""Fixed lists about companies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffBand(models.TextChoices):
    """Size by staff, in the bands of the SME definition (Recommendation 2003/361/EC)."""

    MICRO = "1-9", _("1–9 employees")
    SMALL = "10-49", _("10–49 employees")
    MEDIUM = "50-249", _("50–249 employees")
    LARGE = "250+", _("250 employees or more")


class LegalForm(models.TextChoices):
    """Legal forms of both countries; they are names and stay untranslated."""

    GMBH = "GmbH", "GmbH"
    GMBH_CO_KG = "GmbH & Co. KG", "GmbH & Co. KG"
    GGMBH = "gGmbH", "gGmbH"
    UG = "UG (haftungsbeschränkt)", "UG (haftungsbeschränkt)"
    AG = "AG", "AG"
    KG = "KG", "KG"
    OHG = "OHG", "OHG"
    GBR = "GbR", "GbR"
    EG = "eG", "eG"
    EK = "e. K.", "e. K."
    SOLE_DE = "Einzelunternehmen", "Einzelunternehmen"
    SRO = "s.r.o.", "s.r.o."
    AS = "a.s.", "a.s."
    VOS = "v.o.s.", "v.o.s."
    KS = "k.s.", "k.s."
    COOPERATIVE_CZ = "družstvo", "družstvo"
    SOLE_CZ = "OSVČ", "OSVČ"
    SE = "SE", "SE"
    OTHER = "other", _("Other")
