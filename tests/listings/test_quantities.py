"""Quantities in words, with the plural forms of both languages."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from listings.choices import Unit
from listings.quantities import quantity_text


@pytest.mark.parametrize(
    ("language", "number", "unit", "text"),
    [
        ("de", "1000", "kg", "1.000 kg"),
        ("de", "2.500", "t", "2,5 t"),
        ("cs", "12.5", "m3", "12,5 m³"),
        ("de", "500", "", "500"),
        ("de", "100", "x", "100"),
    ],
)
def test_numbers_as_the_country_writes_them(language: str, number: str, unit: str, text: str) -> None:
    with override(language):
        assert quantity_text(Decimal(number), unit).replace("\xa0", " ") == text


@pytest.mark.parametrize("language", ["de", "cs"])
@pytest.mark.parametrize("unit", Unit.values)
@pytest.mark.parametrize("number", ["1", "2", "5", "1.5"])
def test_every_unit_has_its_forms(language: str, unit: str, number: str) -> None:
    with override(language):
        assert len(quantity_text(Decimal(number), unit).split()) == 2
