"""The public list of companies: facets by the codes of the address, orders, map, and what nobody understands."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from companies.models import Company
from organisations.models import Certificate
from search.models import Document
from tests.factories import list_publicly, make_company
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def companies() -> dict[str, Company]:
    """Four companies in three regions; one of them is a draft."""
    zittau = make_company("Ähre Zittau GmbH", postcode="02763", languages=["de", "cs"], staff_band="10-49")
    bautzen = make_company("Zebra Bautzen AG", postcode="02625", town="Bautzen", region="DED2C", languages=["de"])
    liberec = make_company("Chrom Liberec s.r.o.", postcode="46001", town="Liberec", region="CZ051", country="CZ")
    draft = make_company("Ananas Entwurf GmbH", postcode="02763")
    zittau.sectors.set(["C25.62"])
    liberec.sectors.set(["C23"])
    zittau.capabilities.set(["44316400", "30192121"])
    bautzen.capabilities.set(["44316000"])
    Certificate.objects.create(organisation_id=zittau.pk, standard="ISO 9001")
    Certificate.objects.create(organisation_id=bautzen.pk, standard="ISO 9001", valid_until="2020-01-01")
    list_publicly(zittau, bautzen, liberec)
    return {"zittau": zittau, "bautzen": bautzen, "liberec": liberec, "draft": draft}


def listed(query: str = "", language: str = "de", view: str = "company_list") -> tuple[list[str], Any]:
    answer = Client().get(f"{url(language, view)}?{query}")
    assert answer.status_code == 200
    return [document.title.split()[1].lower() for document in answer.context["documents"]], answer


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"zittau", "bautzen", "liberec"}),
        ("region=DED2D", {"zittau"}),
        ("region=DED2D&region=CZ051", {"zittau", "liberec"}),
        ("region=DED21", set()),
        ("country=DE", {"zittau", "bautzen"}),
        ("country=DE&region=CZ051", set()),
        ("sector=C25", {"zittau"}),
        ("sector=C", {"zittau", "liberec"}),
        ("cpv=44316400", {"zittau"}),
        ("cpv=44316000", {"zittau", "bautzen"}),
        ("cpv=44000000", {"zittau", "bautzen"}),
        ("cpv=30192100", {"zittau"}),
        ("cpv=44316000&country=CZ", set()),
        ("language=cs", {"zittau"}),
        ("staff=10-49", {"zittau"}),
        ("certificate=ISO 9001", {"zittau"}),
        ("q=Zebra", {"bautzen"}),
    ],
)
def test_facets(companies: dict[str, Company], query: str, found: set[str]) -> None:
    for language in LANGUAGES:
        names, answer = listed(query, language)
        assert set(names) == found
        assert answer.context["total"] == len(found)
        assert answer.context["ignored"] == []


def test_a_code_of_the_cpv_is_a_chip_and_stays_in_the_form(companies: dict[str, Company]) -> None:
    for language, name in (("de", "Eisenwaren"), ("cs", "Železářské zboží")):
        _names, answer = listed("cpv=44316000&region=DED2D", language)
        chips = {chip.label: chip.url for chip in answer.context["filterset"].active}
        assert chips[name] == "?region=DED2D"
        assert Page(answer).form("near")["cpv"] == ["44316000"]
        groups = {group.name: group.options for group in answer.context["facet_groups"]}
        assert [(option.code, option.count) for option in groups["cpv"]] == [("44316000", 1)]
    assert "cpv" not in {group.name for group in listed()[1].context["facet_groups"]}


@pytest.mark.parametrize(
    "query",
    [
        "region=XX", "region=", "region=%00", "country=PL", "sector=Z99", "sector=c25", "cpv=1", "cpv=30192120",
        "cpv=44316000'--", "staff=7", "certificate=x", "language=xx", "sort=best", "page=0", "page=x", "page=99",
        "page=-1", "near=99999", "near=abc", "near=%00", "sort=distance", "region=DED2D&region=XX", "q=%00",
    ],
)  # fmt: skip
def test_what_nobody_understands_is_left_out_and_said(companies: dict[str, Company], query: str) -> None:
    for language in LANGUAGES:
        _names, answer = listed(query, language)
        page = Page(answer)
        if query.endswith(("=", "q=%00", "near=%00")):
            continue  # nothing was asked for
        assert answer.context["ignored"]
        name, value = answer.context["ignored"][0]
        assert f"<code>{name}=" in page.source
        assert value.replace("'", "&#x27;") in page.source


@pytest.mark.parametrize("query", ["", "region=DED2D", "country=DE&q=GmbH", "cpv=44316000", "sector=C25&region=CZ051"])
def test_the_map_counts_as_the_facet(companies: dict[str, Company], query: str) -> None:
    _names, answer = listed(query)
    facet = {option.code: option.count for group in answer.context["facet_groups"] if group.name == "region"
             for option in group.options}  # fmt: skip
    drawn = {region["code"]: region["count"] for region in answer.context["map"]["regions"]}
    assert len(drawn) == 12
    assert {code: number for code, number in drawn.items() if number} == {c: n for c, n in facet.items() if n}
    for region in answer.context["map"]["regions"]:
        follow = Client().get(url("de", "company_list") + region["url"]).context["filterset"].selected["region"]
        assert (region["code"] in follow) is not region["selected"]


@pytest.mark.parametrize(
    ("near", "order"), [("02763", ["zittau", "liberec", "bautzen"]), ("460 01", ["liberec", "zittau", "bautzen"]),
                        ("CZ-46001", ["liberec", "zittau", "bautzen"]), ("D-02625", ["bautzen", "zittau", "liberec"])]
)  # fmt: skip
def test_distance_from_a_postcode(companies: dict[str, Company], near: str, order: list[str]) -> None:
    names, answer = listed(f"near={near}&sort=distance")
    assert names == order
    distances = [document.distance_km for document in answer.context["documents"]]
    assert distances == sorted(distances)
    assert distances[0] < 8
    assert 30 < distances[2] < 70


def test_names_stand_in_the_order_of_the_language(companies: dict[str, Company]) -> None:
    list_publicly(make_company("Handel Cheb a.s."), make_company("Izolace Aš s.r.o."))
    assert listed("sort=name", "de")[0] == ["zittau", "liberec", "cheb", "aš", "bautzen"]
    assert listed("sort=name", "cs")[0] == ["zittau", "cheb", "liberec", "aš", "bautzen"]


def test_pages_keep_the_filters(companies: dict[str, Company]) -> None:
    list_publicly(*[make_company(f"Nummer {number:02d} GmbH") for number in range(25)])
    names, answer = listed("country=DE&sort=name&page=2")
    assert len(names) == 7
    assert answer.context["page_links"][0].url == "?country=DE&sort=name"
    assert 'aria-current="page"' in answer.content.decode()


def test_documents_know_real_codes_only(companies: dict[str, Company]) -> None:
    facets = Document.objects.get(object_id=companies["zittau"].pk).facets
    assert {code for code in facets if code.startswith("cpv:30")} == {
        *("cpv:30000000", "cpv:30100000", "cpv:30190000", "cpv:30192000", "cpv:30192100", "cpv:30192121"),
    }
    assert {code for code in facets if code.startswith("sector:")} == {
        "sector:C",
        "sector:C25",
        "sector:C25.6",
        "sector:C25.62",
    }


def test_search_finds_the_other_language(companies: dict[str, Company]) -> None:
    with override("de"):
        names, answer = listed("q=železářské zboží", view="search")
    assert names == ["bautzen"]
    assert {tab.kind: tab.count for tab in answer.context["tabs"] if tab.count} == {"": 1, "company": 1}
    for query in ("kind=company", "kind=thing", "kind=%00", "kind=institution"):
        assert Client().get(f"{url('cs', 'search')}?q=GmbH&{query}").status_code == 200
