"""The made-up offers and demands: enough, credible codes, honest languages, and labels that fit them."""

import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from companies import example_data as companies
from institutions.institution_data import FILE as INSTITUTIONS
from listings.choices import LONGEST_VALID, STANDARDS, Direction, Type, Unit
from listings.example_data import FILES, example_slug, load_listings, rows
from listings.models import LONGEST_TITLE, Listing
from organisations.models import Capability, Region
from publishing.choices import Status
from publishing.models import Revision
from search.models import Document
from search.services import index_now
from tests.factories import make_company, publish

ROWS: dict[str, dict[str, Any]] = {row["id"]: row for row in rows()}
LABELS = tomllib.loads((Path(__file__).parent / "data/labelled_matches.toml").read_text(encoding="utf-8"))
OTHER = {"de": "cs", "cs": "de"}
EXPIRED = {"DED2D-fraesteile-aluminium", "CZ041-porcelan-druha-jakost"}


def by_direction(direction: str) -> set[str]:
    return {key for key, row in ROWS.items() if row["direction"] == direction}


def test_enough_of_both_directions_languages_and_types() -> None:
    assert len(ROWS) == sum(path.read_text(encoding="utf-8").count("[[listing]]") for path in FILES.glob("*.toml"))
    assert len(by_direction("demand")) >= 64
    assert len(by_direction("offer")) >= 104
    assert {row["direction"] for row in ROWS.values()} == set(Direction.values)
    assert {row["type"] for row in ROWS.values()} == set(Type.values)
    originals = Counter(row["original_language"] for row in ROWS.values())
    assert min(originals.values()) / len(ROWS) >= 0.4
    missing = sum(row["translation"] == "missing" for row in ROWS.values())
    assert 0.3 <= missing / len(ROWS) <= 0.45


@pytest.mark.parametrize("key", ROWS)
def test_a_row_is_complete_and_within_the_limits(key: str) -> None:
    row = ROWS[key]
    other = OTHER[row["original_language"]]
    assert (row["translation"] == "missing") is (other not in row)
    assert row["translation"] in {"checked", "draft", "missing"}
    for language in row.keys() & OTHER.keys():
        assert 10 <= len(row[language]["title"]) <= min(95, LONGEST_TITLE)
        assert 120 <= len(row[language]["description"]) <= 700
    assert ("quantity" in row) is ("unit" in row)
    assert row.get("unit", Unit.PIECES) in Unit.values
    assert set(row.get("certificates", [])) <= {code for code, _label in STANDARDS}
    assert 20 <= row["valid_days"] <= min(300, LONGEST_VALID.days) or key in EXPIRED
    assert row.get("needed_from", 0) <= row.get("needed_until", 9999)


@pytest.mark.django_db
def test_codes_regions_and_organisations_exist() -> None:
    owners = {row["name"]: row["region"] for row in companies.rows()}
    institutions = tomllib.loads(INSTITUTIONS.read_text(encoding="utf-8"))["institution"]
    owners |= {row["name"]: row["region"] for row in institutions}
    assert {row["organisation"] for row in ROWS.values()} <= owners.keys()
    assert [key for key, row in ROWS.items() if not key.startswith(f"{owners[row['organisation']]}-")] == []
    codes = {code for row in ROWS.values() for code in row["cpv"]}
    assert codes == set(Capability.objects.filter(pk__in=codes).values_list("pk", flat=True))
    areas = {code for row in ROWS.values() for code in row["delivery"]} - {"all"}
    assert areas <= set(Region.objects.values_list("pk", flat=True))
    assert all(row["cpv"] and row["delivery"] for row in ROWS.values())


def test_an_offer_names_only_certificates_that_its_company_holds() -> None:
    held = {row["name"]: {c["standard"] for c in row.get("certificates", [])} for row in companies.rows()}
    for key in by_direction("offer"):
        row = ROWS[key]
        assert set(row.get("certificates", [])) <= held.get(row["organisation"], set()), key


def test_labels_name_every_demand_and_existing_offers() -> None:
    offers = by_direction("offer")
    assert LABELS.keys() == by_direction("demand")
    for key, label in LABELS.items():
        assert 1 <= len(label["fits"]) <= 3, key
        assert label["near_misses"], key
        assert {*label["fits"], *label["near_misses"]} <= offers, key
        assert not set(label["fits"]) & set(label["near_misses"]), key


def test_labels_cross_the_border_in_both_ways() -> None:
    crossing: Counter[str] = Counter()
    without_translation: Counter[str] = Counter()
    for key, label in LABELS.items():
        demand, fits = ROWS[key], [ROWS[offer] for offer in label["fits"]]
        language = demand["original_language"]
        assert label["cross_language"] is any(offer["original_language"] != language for offer in fits), key
        crossing[language] += label["cross_language"]
        without_translation[language] += label["cross_language"] and all(
            row["translation"] == "missing" for row in (demand, *fits)
        )
    assert min(crossing.values()) >= 30
    # nothing but the meaning connects these
    assert min(without_translation.values()) >= 15


def test_what_has_expired_fits_nobody() -> None:
    assert {key for key, row in ROWS.items() if row["valid_days"] < 0} == EXPIRED
    assert not EXPIRED & {key for label in LABELS.values() for key in (*label["fits"], *label["near_misses"])}


def test_some_offers_fit_nobody() -> None:
    wanted = {key for label in LABELS.values() for key in label["fits"]}
    assert len(by_direction("offer") - wanted) >= 10


@pytest.mark.django_db
def test_loading_publishes_what_has_an_owner_once() -> None:
    owner = publish(make_company("Neißetal Zerspanung GmbH", postcode="02763"))
    make_company("Föhrenglas GmbH")  # a draft: nobody would see its offers
    wanted = {key for key, row in ROWS.items() if row["organisation"] == owner.name}
    entries = load_listings()
    assert {entry.slug for entry in entries} == {example_slug(key) for key in wanted}
    assert load_listings() == []
    assert Listing.objects.published().count() == len(wanted - EXPIRED)
    assert {entry.slug for entry in Listing.objects.gone()} == {example_slug(key) for key in wanted & EXPIRED}
    assert Revision.objects.filter(kind="listing", action="approved").count() == len(wanted)


@pytest.mark.django_db
def test_a_loaded_row_has_all_that_the_file_says() -> None:
    publish(make_company("Neißetal Zerspanung GmbH", postcode="02763", languages=["de", "cs"]))
    load_listings()
    row = ROWS["DED2D-langdrehteile"]
    entry = Listing.objects.get(slug="ded2d-langdrehteile")
    today = timezone.localdate()
    assert entry.status == Status.PUBLISHED
    assert entry.is_example
    assert (entry.direction, entry.type, entry.unit) == ("offer", "capacity", "hours")
    assert entry.title_de == row["de"]["title"]
    assert entry.description_de == row["de"]["description"]
    assert (entry.state_de, entry.state_cs, entry.title_cs) == ("original", "missing", "")
    assert entry.valid_until == today + timedelta(days=row["valid_days"])
    assert entry.needed_from == today + timedelta(days=row["needed_from"])
    assert entry.published_at == entry.confirmed_at
    assert entry.published_at < timezone.now() + timedelta(seconds=1)
    assert sorted(entry.capabilities.values_list("pk", flat=True)) == sorted(row["cpv"])
    assert sorted(entry.delivery_regions.values_list("pk", flat=True)) == sorted(row["delivery"])
    assert (entry.postcode, entry.region_id) == ("02763", "DED2D")
    index_now(kind="listing", ids=[entry.pk])
    document = Document.objects.get(kind="listing", object_id=entry.pk)
    assert {"kind:offer", "type:capacity", "language:cs", "certificate:ISO 9001"} <= set(document.facets)
