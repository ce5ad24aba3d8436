"""Load the reference data of organisations/data/: regions, sectors, capabilities, postcodes, towns.

Every loader can run again at any time: it adds and corrects, and removes nothing that others point to.
"""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import models, transaction

from organisations.map import Projection, outline_rings
from organisations.models import Capability, Postcode, Region, Sector, Town
from organisations.reference import forget

DATA = Path(__file__).resolve().parent.parent / "data"

# exonyms that readers would take for another place (organisations/data/SOURCES.md)
CZECH_SHORT_NAMES = {"DED45": "Zwickau", "DED41": "Saská Kamenice (Chemnitz)"}
CZECH_NAMES = {"DED45": "zemský okres Zwickau", "DED41": "Saská Kamenice (Chemnitz), město"}


def load_reference() -> dict[str, int]:
    """Load everything in one transaction; the number of rows by name."""
    with transaction.atomic():
        loaded = {
            "regions": _load_regions(),
            "sectors": _load_sectors(),
            "capabilities": _load_capabilities(),
            "postcodes": _load_postcodes(),
            "towns": _load_towns(),
        }
    forget()
    return loaded


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _upsert(model: type[models.Model], rows: list[Any], key: str | list[str]) -> int:
    keys = [key] if isinstance(key, str) else key
    update = [field.name for field in model._meta.concrete_fields if field.name not in keys and not field.primary_key]
    model._default_manager.bulk_create(
        rows, batch_size=2000, update_conflicts=True, unique_fields=keys, update_fields=update
    )
    return len(rows)


def _load_regions() -> int:
    collection = json.loads((DATA / "regions.geojson").read_text(encoding="utf-8"))
    features = collection["features"]
    projection = Projection(ring for feature in features for ring in outline_rings(feature["geometry"]))
    rows = [_region(feature, projection, position) for position, feature in enumerate(features)]
    return _upsert(Region, rows, "code")


def _region(feature: dict[str, Any], projection: Projection, position: int) -> Region:
    facts = feature["properties"]
    x, y = projection.point(facts["label_lon"], facts["label_lat"])
    return Region(
        code=facts["code"],
        country=facts["country"],
        name_de=facts["name_de"],
        name_cs=CZECH_NAMES.get(facts["code"], facts["name_cs"]),
        short_de=facts["short_de"],
        short_cs=CZECH_SHORT_NAMES.get(facts["code"], facts["short_cs"]),
        outline=projection.path(outline_rings(feature["geometry"])),
        label_x=x,
        label_y=y,
        position=position,
    )


def _load_sectors() -> int:
    sections = {row["code"]: row["de"] for row in _rows("sections_de.csv")}
    codes: dict[str, str] = {}
    rows = []
    for row in _rows("nace.csv"):
        parent = codes.get(row["parent"])
        code = row["code"] if parent is None else parent[0] + row["code"]
        codes[row["code"]] = code
        name_de = sections.get(code, row["de"])
        name_cs = row["cs"].capitalize() if parent is None else row["cs"]
        level = {1: 1, 3: 2, 5: 3, 6: 4}[len(code)]
        rows.append(Sector(code=code, parent_id=parent, level=level, name_de=name_de, name_cs=name_cs))
    return _upsert(Sector, rows, "code")


def _load_capabilities() -> int:
    rows = [
        Capability(code=row["code"], parent_id=row["parent"] or None, name_de=row["de"], name_cs=row["cs"])
        for row in _rows("cpv.csv")
    ]
    return _upsert(Capability, rows, "code")


def _load_postcodes() -> int:
    known = set(Region.objects.values_list("code", flat=True))
    rows = {
        (row["country"], row["postcode"].replace(" ", ""), row["town"]): row
        for row in _rows("postcodes.csv")
        if row["nuts3"] in known
    }
    postcodes = [
        Postcode(
            country=country, code=code, town=town, region_id=row["nuts3"], lat=float(row["lat"]), lon=float(row["lon"])
        )
        for (country, code, town), row in rows.items()
    ]
    return _upsert(Postcode, postcodes, ["country", "code", "town"])


def _load_towns() -> int:
    known = set(Region.objects.values_list("code", flat=True))
    towns = [
        Town(
            geoname_id=int(row["geonameid"]),
            name=row["name"],
            other_names=row["alt_names_latin"].replace("|", "; "),
            country=row["country"],
            region_id=row["nuts3"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=int(row["population"] or 0),
        )
        for row in _rows("towns.csv")
        if row["nuts3"] in known
    ]
    return _upsert(Town, towns, "geoname_id")
