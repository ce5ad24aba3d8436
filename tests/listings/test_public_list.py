"""The public list of offers and demands: tabs, facets, orders, cards, the empty state, a fixed number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from pytest_django import DjangoAssertNumQueries

from listings.models import Listing
from search.services import index_now
from tests.factories import list_publicly, make_company, make_listing, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
QUERIES = 4
"""Version of the index, total and facets, rows, and what the cards show of them; one more for a postcode."""


@pytest.fixture
def listings() -> dict[str, Listing]:
    """Two of a company in Zittau, one of a company in Liberec, and a draft."""
    zittau = publish(make_company("Uhrwerk Zittau GmbH", postcode="02763", languages=["de", "cs"]))
    liberec = publish(
        make_company("Chrom Liberec s.r.o.", postcode="46001", town="Liberec", region="CZ051", languages=["cs"])
    )
    turned = make_listing(
        "Drehteile aus Messing", organisation=zittau, direction="offer", capabilities=["44316400"], postcode="02763",
        certificates=["ISO 9001"], quantity=1200, unit="pieces",
    )  # fmt: skip
    hardening = make_listing(
        "Lohnhärterei gesucht", organisation=zittau, type="service", capabilities=["71550000"], postcode="02763",
        title_cs="Hledáme kalírnu", description_cs="Hřídele z 42CrMo4.",
    )  # fmt: skip
    plating = make_listing(
        "", organisation=liberec, direction="offer", type="capacity", original_language="cs", title_de="",
        description_de="", title_cs="Zinkování v bubnu", description_cs="Díly do 80 kg.", capabilities=["45442210"],
        postcode="46001",
    )  # fmt: skip
    Listing.objects.filter(pk=plating.pk).update(title_de="", state_de="missing")
    draft = make_listing("Entwurf", organisation=zittau)
    list_publicly(turned, hardening, Listing.objects.get(pk=plating.pk))
    return {"turned": turned, "hardening": hardening, "plating": plating, "draft": draft}


def listed(query: str = "", language: str = "de") -> tuple[set[int], Any]:
    answer = Client().get(f"{url(language, 'listing_list')}?{query}")
    assert answer.status_code == 200
    return {document.object_id for document in answer.context["documents"]}, answer


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"turned", "hardening", "plating"}),
        ("kind=offer", {"turned", "plating"}),
        ("kind=demand", {"hardening"}),
        ("kind=demand&kind=offer", {"turned", "hardening", "plating"}),
        ("type=service", {"hardening"}),
        ("type=product&type=capacity", {"turned", "plating"}),
        ("division=44", {"turned"}),
        ("division=71&division=45", {"hardening", "plating"}),
        ("cpv=44316000", {"turned"}),
        ("region=CZ051", {"plating"}),
        ("country=DE", {"turned", "hardening"}),
        ("certificate=ISO 9001", {"turned"}),
        ("language=de", {"turned", "hardening"}),
        ("kind=offer&region=DED2D&type=product", {"turned"}),
        ("q=Messing", {"turned"}),
        ("q=zinkovani", {"plating"}),
    ],
)
def test_facets(listings: dict[str, Listing], query: str, found: set[str]) -> None:
    for language in LANGUAGES:
        ids, answer = listed(query, language)
        assert ids == {listings[name].pk for name in found}
        assert answer.context["total"] == len(found)
        assert answer.context["ignored"] == []


def test_tabs_count_what_a_click_brings(listings: dict[str, Listing]) -> None:
    for language in LANGUAGES:
        answer = listed("region=DED2D&kind=offer", language)[1]
        tabs = [(tab.kind, tab.count, tab.selected) for tab in answer.context["tabs"]]
        assert tabs == [("", 2, False), ("demand", 1, False), ("offer", 1, True)]
        assert [tab.url for tab in answer.context["tabs"]] == [
            "?region=DED2D",
            "?kind=demand&region=DED2D",
            "?kind=offer&region=DED2D",
        ]
        # the tab stays when the form is sent, and is not a second time among the facets and chips
        assert Page(answer).form("near")["kind"] == ["offer"]
        assert "kind" not in {group.name for group in answer.context["facet_groups"]}
        assert {chip.name for chip in answer.context["filterset"].active} == {"region"}


def test_facets_offer_the_fields_of_the_vocabulary(listings: dict[str, Listing]) -> None:
    groups = {group.name: group.options for group in listed()[1].context["facet_groups"]}
    assert {option.code for option in groups["division"]} == {"44", "45", "71"}
    assert "cpv" not in groups
    labels = {option.code: option.label for option in groups["division"]}
    assert labels["45"] == "Bauarbeiten"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_what_by_whom_how_much_and_until_when(listings: dict[str, Listing], language: str) -> None:
    until = timezone.localdate() + timedelta(days=90)
    source = Page(listed(language=language)[1]).source
    with override(language):
        words = (gettext("Offer"), gettext("Demand"), gettext("Product"), gettext("Production capacity"))
    for text in (*words, "Uhrwerk Zittau GmbH", "Chrom Liberec s.r.o.", "Zittau · DE", str(until.year)):
        assert text in source
    assert ("1.200 " if language == "de" else "1\xa0200 ") in source


def test_a_title_in_the_other_language_is_marked(listings: dict[str, Listing]) -> None:
    german, czech = (Page(listed(language=language)[1]).source for language in LANGUAGES)
    assert 'lang="cs">Zinkování v bubnu</a>' in german
    assert '">Zinkování v bubnu</a>' in czech
    assert 'lang="cs">Zinkování v bubnu</a>' not in czech
    assert 'lang="de">Drehteile aus Messing</a>' in czech
    assert '">Hledáme kalírnu</a>' in czech
    assert '">Lohnhärterei gesucht</a>' in german


def test_orders(listings: dict[str, Listing]) -> None:
    now = timezone.now()
    for days, name in enumerate(("hardening", "plating", "turned")):
        Listing.objects.filter(pk=listings[name].pk).update(published_at=now - timedelta(days=days))
    index_now(kind="listing", ids=[entry.pk for entry in listings.values()])

    def order(query: str, language: str = "de") -> list[str]:
        names = {entry.pk: name for name, entry in listings.items()}
        answer = Client().get(f"{url(language, 'listing_list')}?{query}")
        return [names[document.object_id] for document in answer.context["documents"]]

    assert order("sort=newest") == ["hardening", "plating", "turned"]
    assert order("sort=name") == ["turned", "hardening", "plating"]
    assert order("sort=name", "cs") == ["turned", "hardening", "plating"]
    assert order("near=460+01")[0] == "plating"
    assert order("near=02763&sort=distance")[-1] == "plating"


def test_the_map_counts_and_filters(listings: dict[str, Listing]) -> None:
    regions = {region["code"]: region for region in listed("kind=offer")[1].context["map"]["regions"]}
    assert regions["DED2D"]["count"] == regions["CZ051"]["count"] == 1
    assert regions["DED2D"]["url"] == "?kind=offer&region=DED2D"


def test_what_nobody_understands_is_left_out(listings: dict[str, Listing]) -> None:
    ids, answer = listed("kind=gift&type=dream&division=99&near=abc&page=77")
    assert len(ids) == 3
    names = {name for name, _value in answer.context["ignored"]}
    assert names == {"kind", "type", "division", "near", "page"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_list_leads_to_an_own_demand(listings: dict[str, Listing], language: str) -> None:
    _ids, answer = listed("q=qwertzuiop&cpv=44316000", language)
    assert answer.context["total"] == 0
    new = url(language, "listing_new")
    addresses = [link["href"] for link in Page(answer).links if link.get("href", "").startswith(new)]
    assert f"{new}?kind=demand&title=qwertzuiop&cpv=44316000" in addresses


def test_the_feed_of_the_same_list_is_named(listings: dict[str, Listing]) -> None:
    for language in LANGUAGES:
        feed = url(language, "listing_feed")
        page = Page(listed("kind=demand&region=DED2D&sort=name", language)[1])
        found = [link for link in page.links if link.get("type") == "application/atom+xml" and link["tag"] == "link"]
        assert [link["href"].partition(feed)[2] for link in found] == ["?kind=demand&region=DED2D"]
        assert set(page.alternates()) == set(LANGUAGES)


def test_a_fragment_has_the_same_tabs_and_cards(listings: dict[str, Listing]) -> None:
    answer = Client().get(url("de", "listing_list"), headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "Drehteile aus Messing" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "kind=demand&region=DED2D&type=product", "near=02763"])
def test_queries_do_not_depend_on_the_number(query: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    address = f"{url('de', 'listing_list')}?{query}"
    for number in (1, 2):
        list_publicly(*(make_listing(postcode="02763") for _ in range(number)))
        Client().get(address)  # reference data and place of the postcode
        list_publicly(make_listing(postcode="02763"))
        with django_assert_num_queries(QUERIES + query.startswith("near")):
            assert Client().get(address).status_code == 200


def test_one_that_has_expired_or_lost_its_organisation_is_not_listed(listings: dict[str, Listing]) -> None:
    Listing.objects.filter(pk=listings["turned"].pk).update(expired_at=timezone.now())
    index_now(kind="listing", ids=[listings["turned"].pk])
    assert listed("kind=offer")[0] == {listings["plating"].pk}


def test_one_that_ends_this_week_says_so_more_clearly() -> None:
    today = timezone.localdate()
    list_publicly(make_listing(valid_until=today + timedelta(days=3)), make_listing())
    assert Page(listed()[1]).source.count('class="entry__ends"') == 1
