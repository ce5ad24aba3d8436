"""Checks of numbers and addresses by the rules of both countries."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.places import normal_postcode

LONGEST_PHONE = 40  # as the column, with an extension
LONGEST_POSTCODE = 20  # as typed, with country and blanks


def clean_phone(text: str, country: str) -> str:
    """The number in international form ("+420 412 345 678"), read as one of `country`; raises ValidationError."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        number = None
    shown = number and phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if number is None or not phonenumbers.is_valid_number(number) or len(shown or "") > LONGEST_PHONE:
        raise ValidationError(
            _("This is not a valid phone number. Please enter it with the area code, abroad with +49 or +420."),
            code="phone",
        )
    return str(shown)


def clean_postcode(text: str) -> str:
    """The five digits of a postcode; raises ValidationError."""
    try:
        return normal_postcode(text)
    except ValueError:
        raise ValidationError(_("A postcode has five digits, for example 02763 or 460 01."), code="postcode") from None
