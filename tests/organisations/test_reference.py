"""Regions, sectors, capabilities, postcodes and towns as they are loaded."""

import csv

import pytest
from django.utils.translation import override

from organisations.maps import HEIGHT
from organisations.models import Capability, Postcode, Region, Sector, Town
from organisations.reference import capability_names, forget, region_names, sector_names
from organisations.services.reference import DATA, load_reference

pytestmark = pytest.mark.django_db


def test_the_twelve_regions() -> None:
    assert dict(Region.objects.values_list("code", "short_cs")) == {
        "DED21": "Drážďany",
        "DED2C": "Budyšín",
        "DED2D": "Zhořelec",
        "DED2F": "Saské Švýcarsko – Východní Krušné hory",
        "DED41": "Saská Kamenice (Chemnitz)",
        "DED42": "Krušné hory (Erzgebirgskreis)",
        "DED43": "Střední Sasko",
        "DED44": "Fojtsko (Vogtlandkreis)",
        "DED45": "Zwickau",
        "CZ041": "Karlovarský kraj",
        "CZ042": "Ústecký kraj",
        "CZ051": "Liberecký kraj",
    }
    assert set(Region.objects.filter(country="CZ").values_list("code", flat=True)) == {"CZ041", "CZ042", "CZ051"}
    assert all(name for pair in Region.objects.values_list("name_de", "name_cs", "short_de") for name in pair)


def test_no_region_bears_the_name_of_another_place() -> None:
    names = " ".join(f"{region.name_cs} {region.short_cs}" for region in Region.objects.all())
    assert "Cvikov" not in names
    with override("cs"):
        assert region_names()["DED41"] == "Saská Kamenice (Chemnitz)"


def test_every_region_lies_on_the_map() -> None:
    for region in Region.objects.all():
        numbers = [
            float(n) for pair in region.outline.strip("MZ").replace("ZM", "L").split("L") for n in pair.split(",")
        ]
        assert 0 <= min(numbers[::2]) <= region.label_x <= max(numbers[::2]) <= 1000, region.code
        assert 0 <= min(numbers[1::2]) <= region.label_y <= max(numbers[1::2]) <= HEIGHT, region.code


def test_sectors() -> None:
    assert Sector.objects.count() == 996
    assert sorted(set(Sector.objects.values_list("level", flat=True))) == [1, 2, 3, 4]
    for sector in Sector.objects.select_related("parent"):
        assert sector.ancestors[-1] == sector.code
        assert (sector.ancestors[-2] if sector.parent else None) == sector.parent_id
    for section in Sector.objects.filter(level=1):
        for name in (section.name_de, section.name_cs):
            assert name[0].isupper(), name
            assert sum(map(str.isupper, name)) < len(name) / 4, name
    assert Sector.objects.get(pk="C").name_cs == "Zpracovatelský průmysl"
    with override("de"):
        assert len(sector_names()) == 21 + 88


def test_capabilities_and_their_parents() -> None:
    with (DATA / "cpv.csv").open(encoding="utf-8") as file:
        parents = {row["code"]: row["parent"] for row in csv.DictReader(file)}
    assert len(parents) == Capability.objects.count() == 9454
    names = capability_names()
    for capability in Capability.objects.all():
        assert (capability.parent_id or "") == parents[capability.code]
        chain = [capability.code]
        while parents[chain[0]]:
            chain.insert(0, parents[chain[0]])
        assert [code for code in capability.ancestors if code in names] == chain


def test_every_code_has_a_name_in_both_languages() -> None:
    for model in (Sector, Capability):
        for field in ("name_de", "name_cs"):
            assert not model.objects.filter(**{field: ""}).exists()


def test_postcodes_and_towns() -> None:
    assert Postcode.objects.filter(country="CZ", code="46001", region="CZ051").exists()
    assert set(Postcode.objects.filter(code="02763").values_list("town", "region")) >= {("Zittau", "DED2D")}
    assert not Postcode.objects.exclude(code__regex=r"^\d{5}$").exists()
    assert Town.objects.filter(name="Zittau", region="DED2D").exists()
    assert Town.objects.count() == 726  # of 834 rows: the others lie around the area
    assert set(Postcode.objects.values_list("region", flat=True).distinct()) == set(
        Region.objects.values_list("code", flat=True)
    )


def test_loading_again_corrects_and_adds_nothing() -> None:
    models = (Region, Sector, Capability, Postcode, Town)
    before = [model.objects.count() for model in models]
    postcode = Postcode.objects.get(country="DE", code="02763", town="Zittau")
    Region.objects.filter(pk="DED2D").update(short_cs="?")
    Postcode.objects.filter(pk=postcode.pk).update(lat=0, region="CZ051")
    Capability.objects.filter(pk="44316000").update(name_cs="?", parent=None)
    forget()
    with override("cs"):
        assert region_names()["DED2D"] == "?"
        assert load_reference()["capabilities"] == 9454
        assert region_names()["DED2D"] == "Zhořelec"  # what the process has kept is read anew
    assert [model.objects.count() for model in models] == before
    loaded = Postcode.objects.get(country="DE", code="02763", town="Zittau")
    assert (loaded.pk, loaded.lat, loaded.region_id) == (postcode.pk, postcode.lat, "DED2D")
    assert Capability.objects.get(pk="44316000").parent_id == "44310000"
