"""Checks of register and tax numbers."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cz import dic
from stdnum.de import vat
from stdnum.exceptions import ValidationError as WrongNumber

REGISTER_NUMBER = re.compile(r"(HRA|HRB|GnR|PR|VR|GsR)[ .]*([0-9]{1,6}) *([A-Z]{0,3})", re.IGNORECASE)
KINDS = {kind.upper(): kind for kind in ("HRA", "HRB", "GnR", "PR", "VR", "GsR")}


def clean_company_number(text: str) -> str:
    """A Czech IČO as eight digits with a right check digit (zákon č. 111/2009 Sb.); raises ValidationError."""
    digits = re.sub(r"\s", "", text).zfill(8)
    # a DIČ may also hold a birth number, which is longer
    if len(digits) != 8 or not dic.is_valid(digits):
        raise ValidationError(
            _("This is not a valid IČO. It has eight digits, the last one is a check digit."), code="company_number"
        )
    return digits


def clean_vat_id(text: str) -> str:
    """A USt-IdNr. as DE123456789 or a DIČ as CZ12345678, check digits included; raises ValidationError."""
    compact = re.sub(r"[\s./-]", "", text).upper()
    checks = {"DE": vat.validate, "CZ": dic.validate}
    try:
        return compact[:2] + checks[compact[:2]](compact[2:])
    except (KeyError, WrongNumber):
        raise ValidationError(
            _("This is not a valid VAT id. Please enter it with the country, as DE123456789 or CZ12345678."),
            code="vat_id",
        ) from None


def clean_register_number(text: str) -> str:
    """A number of the German Handelsregister as "HRB 12345"; raises ValidationError."""
    match = REGISTER_NUMBER.fullmatch(text.strip())
    if not match:
        raise ValidationError(
            _("Please enter section and number of the register, for example HRB 12345."), code="register_number"
        )
    kind, number, suffix = match.groups()
    return " ".join(part for part in (KINDS[kind.upper()], number, suffix.upper()) if part)
