"""Quantities in words."""

from decimal import Decimal
from functools import lru_cache

from django.utils.formats import number_format
from django.utils.translation import npgettext, pgettext

from bilingual.choices import Language
from bilingual.text import page_language
from listings.choices import Unit


def quantity_text(quantity: Decimal, unit: str) -> str:
    """Number and unit in the reader's language: "1.000 Stück", "2 palety"; the number alone without a unit."""
    return _text(quantity, unit, page_language())


@lru_cache(2_000)
def _text(quantity: Decimal, unit: str, _language: Language) -> str:
    is_whole = quantity == quantity.to_integral_value()
    shown = quantity.to_integral_value() if is_whole else quantity.normalize()
    number = number_format(shown, use_l10n=True, force_grouping=True)
    if unit not in Unit.values:
        return number
    words = _counted(int(quantity)) if is_whole else _fractions()
    return f"{number} {words.get(Unit(unit), Unit(unit).label)}"


def _counted(count: int) -> dict[Unit, str]:
    """The units that change with a whole number; signs such as kg do not."""
    return {
        Unit.PIECES: npgettext("quantity", "piece", "pieces", count),
        Unit.PAIRS: npgettext("quantity", "pair", "pairs", count),
        Unit.SETS: npgettext("quantity", "set", "sets", count),
        Unit.LOTS: npgettext("quantity", "lot", "lots", count),
        Unit.PALLETS: npgettext("quantity", "pallet", "pallets", count),
        Unit.HOURS: npgettext("quantity", "hour", "hours", count),
        Unit.DAYS: npgettext("quantity", "day", "days", count),
        Unit.MONTHS: npgettext("quantity", "month", "months", count),
        Unit.YEARS: npgettext("quantity", "year", "years", count),
        Unit.PERSONS: npgettext("quantity", "person", "persons", count),
        Unit.PLACES: npgettext("quantity", "place", "places", count),
    }


def _fractions() -> dict[Unit, str]:
    """The units after a number that is not whole, for which Czech has a form of its own."""
    return {
        Unit.PIECES: pgettext("quantity with a fraction", "pieces"),
        Unit.PAIRS: pgettext("quantity with a fraction", "pairs"),
        Unit.SETS: pgettext("quantity with a fraction", "sets"),
        Unit.LOTS: pgettext("quantity with a fraction", "lots"),
        Unit.PALLETS: pgettext("quantity with a fraction", "pallets"),
        Unit.HOURS: pgettext("quantity with a fraction", "hours"),
        Unit.DAYS: pgettext("quantity with a fraction", "days"),
        Unit.MONTHS: pgettext("quantity with a fraction", "months"),
        Unit.YEARS: pgettext("quantity with a fraction", "years"),
        Unit.PERSONS: pgettext("quantity with a fraction", "persons"),
        Unit.PLACES: pgettext("quantity with a fraction", "places"),
    }
