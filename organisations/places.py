"""From a postcode to a region and a place on the map."""

import re
from typing import NamedTuple

from django.db.models import Avg, Q

from organisations.choices import Country
from organisations.models import Postcode

COUNTRY_SIGN = re.compile(r"^(?:DE|D|CZ)\s*-?\s*")
DIGITS = re.compile(r"[0-9]{5}")


class Place(NamedTuple):
    """Where a postcode lies: region code (the first where several share it) and degrees."""

    region_code: str
    lat: float
    lon: float


def normal_postcode(text: str) -> str:
    """The five digits of a German or Czech postcode: "460 01", "CZ-46001", "D-02763"; raises ValueError."""
    digits = re.sub(r"\s", "", COUNTRY_SIGN.sub("", text.strip().upper()))
    if not DIGITS.fullmatch(digits):
        raise ValueError(text)
    return digits


def find_place(postcode: str, *, country: str | None = None, town: str = "") -> Place | None:
    """The place of a postcode, the one called `town` first; None for an unknown postcode.

    Without `country` a Czech and a German postcode of the same digits cannot be told apart: the area has none.
    """
    try:
        code = normal_postcode(postcode)
    except ValueError:
        return None
    places = Postcode.objects.filter(code=code)
    if country in Country.values:
        places = places.filter(country=country)
    if town and places.filter(town__iexact=town).exists():
        places = places.filter(town__iexact=town)
    regions = places.values("region").annotate(lat=Avg("lat"), lon=Avg("lon")).order_by("region")
    first = regions.first()
    return Place(first["region"], first["lat"], first["lon"]) if first else None


def postcode_regions(postcode: str, country: str) -> set[str]:
    """The regions in which a postcode lies."""
    return set(Postcode.objects.filter(Q(country=country), code=postcode).values_list("region_id", flat=True))
