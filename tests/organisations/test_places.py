"""Postcodes and phone numbers as people type them."""

import pytest
from django.core.exceptions import ValidationError

from organisations.places import find_place, normal_postcode, postcode_regions
from organisations.validators import clean_phone, clean_postcode

SPELLINGS = {
    "46001": ["46001", "460 01", "460\u00a001", "CZ-460 01", "CZ 46001", "cz-46001", " 460 01 ", "460\u202f01"],
    "02763": ["02763", "D-02763", "DE-02763", "D 02763", "de 02763", "02 763"],
}


@pytest.mark.parametrize(("digits", "typed"), [(digits, typed) for digits, all_ in SPELLINGS.items() for typed in all_])
def test_spellings_of_postcodes(digits: str, typed: str) -> None:
    assert normal_postcode(typed) == digits
    assert clean_postcode(typed) == digits


@pytest.mark.parametrize(
    "typed", ["", "1234", "123456", "0276a", "PL-02763", "٠٢٧٦٣", "02763\x00", "460-01-1", "A-46001"]
)
def test_wrong_postcodes(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_postcode(typed)


@pytest.mark.django_db
def test_places() -> None:
    zittau, liberec = find_place("02763"), find_place("460 01", country="CZ")
    assert zittau is not None
    assert liberec is not None
    assert (zittau.region_code, liberec.region_code) == ("DED2D", "CZ051")
    assert zittau.lat == pytest.approx(50.9, abs=0.1)
    assert liberec.lon == pytest.approx(15.06, abs=0.2)
    assert find_place("02763", country="CZ") is None
    assert find_place("10115") is None
    assert find_place("35131") is None  # lies in the area and is missing in GeoNames
    assert find_place("abc") is None


@pytest.mark.django_db
def test_the_town_decides_between_places_of_one_postcode() -> None:
    from organisations.models import Postcode

    rows = list(Postcode.objects.filter(code="01067").order_by("town"))
    assert len(rows) > 1
    for row in rows:
        place = find_place("01067", country="DE", town=row.town.upper())
        assert place is not None
        assert place.lat == pytest.approx(row.lat)
    unknown_town = find_place("01067", country="DE", town="Nirgendwo")
    assert unknown_town is not None
    assert unknown_town.lat == pytest.approx(sum(row.lat for row in rows) / len(rows))


@pytest.mark.django_db
def test_regions_of_a_postcode() -> None:
    assert postcode_regions("46001", "CZ") == {"CZ051"}
    assert postcode_regions("46001", "DE") == set()


@pytest.mark.parametrize(
    ("typed", "country", "shown"),
    [
        ("03583 123456", "DE", "+49 3583 123456"),
        ("+49 (0) 3583 / 12 34 56", "DE", "+49 3583 123456"),
        ("0049 3583 123456", "DE", "+49 3583 123456"),
        ("+49 3583 123456", "CZ", "+49 3583 123456"),
        ("0151 23456789", "DE", "+49 1512 3456789"),
        ("485 123 456", "CZ", "+420 485 123 456"),
        ("00420485123456", "CZ", "+420 485 123 456"),
        ("+420 603 123 456", "DE", "+420 603 123 456"),
        ("03583 123456 ext. 12", "DE", "+49 3583 123456 ext. 12"),
    ],
)
def test_phones(typed: str, country: str, shown: str) -> None:
    assert clean_phone(typed, country) == shown
    assert clean_phone(shown, country) == shown


@pytest.mark.parametrize(
    ("typed", "country"),
    [("123", "DE"), ("485 123 45", "CZ"), ("call me", "DE"), ("+999 123456", "DE"), ("\x00", "CZ")],
)
def test_wrong_phones(typed: str, country: str) -> None:
    with pytest.raises(ValidationError):
        clean_phone(typed, country)
