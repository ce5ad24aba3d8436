"""Fixed lists about organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The two faces of an organisation."""

    COMPANY = "company", _("Company")
    INSTITUTION = "institution", _("Institution")


class Country(models.TextChoices):
    """The two countries of the programme."""

    DE = "DE", _("Germany")
    CZ = "CZ", _("Czechia")


class Role(models.TextChoices):
    """What a member may do: an owner also manages the members."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")


class SpokenLanguage(models.TextChoices):
    """Languages in which an organisation answers."""

    DE = "de", _("German")
    CS = "cs", _("Czech")
    EN = "en", _("English")
    PL = "pl", _("Polish")
    SK = "sk", _("Slovak")
    FR = "fr", _("French")
    RU = "ru", _("Russian")
    UK = "uk", _("Ukrainian")
    WEN = "hsb", _("Sorbian")


class Standard(models.TextChoices):
    """Certificates that buyers ask for; the value is the standard's own name."""

    ISO_9001 = "ISO 9001", "ISO 9001"
    ISO_14001 = "ISO 14001", "ISO 14001"
    ISO_45001 = "ISO 45001", "ISO 45001"
    ISO_50001 = "ISO 50001", "ISO 50001"
    IATF_16949 = "IATF 16949", "IATF 16949"
    ISO_13485 = "ISO 13485", "ISO 13485"
    ISO_17025 = "ISO/IEC 17025", "ISO/IEC 17025"
    ISO_27001 = "ISO/IEC 27001", "ISO/IEC 27001"
    TISAX = "TISAX", "TISAX"
    EN_1090 = "EN 1090", "EN 1090"
    ISO_3834 = "ISO 3834", "ISO 3834"
    EN_9100 = "EN 9100", "EN 9100"
    EN_15085 = "EN 15085", "EN 15085"
    HACCP = "HACCP", "HACCP"
    IFS_FOOD = "IFS Food", "IFS Food"
    FSC = "FSC", "FSC"
    PEFC = "PEFC", "PEFC"
    EU_ORGANIC = "Bio / EU-Öko", _("EU organic")
    EMAS = "EMAS", "EMAS"
    OTHER = "other", _("Other")


class RequestState(models.TextChoices):
    """Where a request to join an organisation stands."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
