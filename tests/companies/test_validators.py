"""Register and tax numbers of both countries."""

import pytest
from django.core.exceptions import ValidationError

from companies.validators import clean_company_number, clean_register_number, clean_vat_id


@pytest.mark.parametrize(
    ("typed", "clean"),
    [("27082440", "27082440"), ("270 82 440", "27082440"), ("00177041", "00177041"), ("177041", "00177041")],
)
def test_company_numbers(typed: str, clean: str) -> None:
    assert clean_company_number(typed) == clean


@pytest.mark.parametrize(
    "typed", ["27082441", "12345678", "2708244", "270824400", "CZ27082440", "abc", "\x00", "٢٧٠٨٢٤٤٠"]
)
def test_wrong_company_numbers(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_company_number(typed)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("DE136695976", "DE136695976"),
        ("de 136 695 976", "DE136695976"),
        ("CZ27082440", "CZ27082440"),
        ("CZ 270-82-440", "CZ27082440"),
        ("CZ7103192745", "CZ7103192745"),  # a person's: from the birth number
        ("CZ640903926", "CZ640903926"),
    ],
)
def test_vat_ids(typed: str, clean: str) -> None:
    assert clean_vat_id(typed) == clean


@pytest.mark.parametrize(
    "typed", ["DE136695977", "136695976", "CZ27082441", "PL5261040828", "DE", "CZ", "D", "", "DE13669597", "\x00"]
)
def test_wrong_vat_ids(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_vat_id(typed)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("HRB 12345", "HRB 12345"),
        ("hrb12345", "HRB 12345"),
        (" HRA 7 ", "HRA 7"),
        ("gnr 123", "GnR 123"),
        ("HRB 12345 b", "HRB 12345 B"),
        ("VR 4711", "VR 4711"),
        ("GsR 12", "GsR 12"),
    ],
)
def test_register_numbers(typed: str, clean: str) -> None:
    assert clean_register_number(typed) == clean


@pytest.mark.parametrize("typed", ["12345", "HRC 12", "HRB", "HRB 1234567", "HRB 12; DROP", "HRB\n12\nx", "HRB ١٢"])
def test_wrong_register_numbers(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_register_number(typed)
