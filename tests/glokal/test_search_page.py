"""The search over everything: tabs, facets, marks, corrections, and ways on where little was found."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from search.facets import CACHE
from search.models import Term
from search.services import index_now
from search.terms.services import save_term
from tests.factories import list_publicly, make_company, make_institution, make_listing, publish
from tests.pages import LANGUAGES, Page, url
from tests.search.things import POISON

pytestmark = pytest.mark.django_db


def search(client: Client, query: str, language: str = "de") -> Any:
    return client.get(f"{url(language, 'search')}?{query}")


def titles(response: Any) -> set[str]:
    return {re.sub("<.*?>", "", document.title) for document in response.context["documents"]}


def tabs(response: Any) -> dict[str, int]:
    return {tab.kind: tab.count for tab in response.context["tabs"]}


@pytest.fixture
def entries() -> None:
    """A company, a chamber, an offer and two demands, in both countries."""
    save_term(term=Term(de=["Spritzguss"], cs=["vstřikování plastů"], state="accepted"))
    company = make_company("Uhrwerk GmbH", summary_de="Spritzguss & Drehteile aus Zittau.", staff_band="10-49")
    company.capabilities.set(["44316000"])
    company.sectors.set(["C25"])
    chamber = make_institution("IHK Zittau", summary_de="Wir beraten zu Spritzguss.")
    list_publicly(company, chamber)
    facts = {"original_language": "cs", "title_de": "", "description_de": "", "country": "CZ", "region_id": "CZ051"}
    rows = [
        make_listing("Spritzguss frei", organisation=company, direction="offer", description_de="Kapazität."),
        make_listing("Drehteile gesucht", organisation=company, direction="demand", description_de="Aus Stahl."),
        make_listing(
            organisation=company,
            direction="demand",
            **facts,
            title_cs="Hledáme výlisky",
            description_cs="Pro vstřikováním plastů vyrobené díly.",
        ),
    ]
    for row in rows:
        list_publicly(row)


@pytest.mark.parametrize(
    ("kind", "found", "selected"),
    [
        ("", {"Uhrwerk GmbH", "IHK Zittau", "Spritzguss frei", "Hledáme výlisky"}, [""]),
        ("kind=company", {"Uhrwerk GmbH"}, ["company"]),
        ("kind=institution", {"IHK Zittau"}, ["institution"]),
        ("kind=offer", {"Spritzguss frei"}, ["offer"]),
        ("kind=demand", {"Hledáme výlisky"}, ["demand"]),
        ("kind=listing", {"Spritzguss frei", "Hledáme výlisky"}, []),
        ("kind=offer&kind=company", {"Spritzguss frei", "Uhrwerk GmbH"}, []),
    ],
)
def test_tabs(client: Client, entries: None, kind: str, found: set[str], selected: list[str]) -> None:
    response = search(client, f"q=Spritzguss&{kind}")
    with_words = {document.title for document in response.context["documents"] if document.has_words}
    assert {re.sub("<.*?>", "", title) for title in with_words} == found
    assert [tab.kind for tab in response.context["tabs"] if tab.selected] == selected
    counts = tabs(response)
    assert list(counts) == ["", "company", "institution", "offer", "demand", "event"]
    assert counts[""] == sum(count for kind, count in counts.items() if kind)
    if not kind:
        assert response.context["total"] == counts[""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_both_languages(client: Client, entries: None, language: str) -> None:
    response = search(client, "q=Spritzguss&region=CZ051&kind=demand", language)
    assert [chip.name for chip in response.context["filterset"].active] == ["q", "region"]
    page = Page(response)
    assert (page.status, page.language, len(page.headings)) == (200, language, 1)
    assert page.form("near")["kind"] == ["demand"]
    assert "<mark>vstřikováním plastů</mark>" in page.source


def test_an_unknown_kind_is_said_and_left_out(client: Client, entries: None) -> None:
    response = search(client, "kind=castle&type=palace")
    assert response.context["ignored"] == [("kind", "castle"), ("type", "palace")]
    assert response.context["total"] == 5


def test_all_facets_that_apply(client: Client, entries: None) -> None:
    names = [group.name for group in search(client, "q=Spritzguss").context["facet_groups"]]
    assert {"region", "country", "type", "sector"} <= set(names)
    assert "kind" not in names
    assert titles(search(client, "cpv=44316000&kind=company")) == {"Uhrwerk GmbH"}
    assert titles(search(client, "sector=C25&kind=company")) == {"Uhrwerk GmbH"}
    assert titles(search(client, "type=chamber")) == {"IHK Zittau"}
    assert titles(search(client, "staff=10-49")) == {"Uhrwerk GmbH"}


def test_marks_are_escaped(client: Client, entries: None) -> None:
    source = search(client, "q=Spritzguss").content.decode()
    assert "<mark>Spritzguss</mark> &amp; Drehteile aus Zittau." in source
    evil = make_company("Böse GmbH", summary_de="<img src=x onerror=alert(1)> Spritzguss")
    list_publicly(evil)
    source = search(client, "q=Spritzguss+onerror").content.decode()
    assert "<img src=x" not in source


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "<mark>x</mark>", "{{ 7*7 }}", "'; DROP TABLE x; --"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_typed_becomes_markup(client: Client, entries: None, language: str, text: str) -> None:
    response = client.get(url(language, "search"), {"q": text})
    source = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in source
    assert "<mark>x</mark></mark>" not in source
    assert "{{ 7*7 }}" in source or "7*7" not in text


@pytest.mark.parametrize("text", POISON.values(), ids=POISON)
def test_odd_texts(client: Client, entries: None, text: str) -> None:
    assert client.get(url("de", "search"), {"q": text[:5000].encode("utf-8", "ignore").decode()}).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_did_you_mean(client: Client, entries: None, language: str) -> None:
    response = search(client, "q=Sprizgus&kind=company", language)
    assert titles(response) == {"Uhrwerk GmbH"}
    page = Page(response)
    assert "?q=Spritzguss&kind=company" in {link.get("href") for link in page.links}
    assert response.context["wording"].taken == ["Spritzguss"]
    assert "Sprizgus" in page.source
    assert "<mark>Spritzguss</mark>" in page.source


def test_what_is_only_near_is_said_to_be_so(client: Client, entries: None) -> None:
    response = search(client, "q=Spritzguss")
    near = [document for document in response.context["documents"] if not document.has_words]
    with override("de"):
        assert response.content.decode().count("entry__near") == len(near)


def test_filters_that_exclude_everything(client: Client, entries: None) -> None:
    response = search(client, "q=Drehteile&region=CZ042&kind=offer")
    assert response.context["total"] == 0
    ways = response.context["ways"]
    assert all(way.number for way in ways.without)
    assert [way.url for way in ways.without][-1] == "?q=Drehteile"
    assert [chip.name for chip in response.context["filterset"].active] == ["q", "region"]
    for way in ways.without:
        assert client.get(f"{url('de', 'search')}{way.url}").context["total"] == way.number
    assert "kind=demand&amp;title=Drehteile" in response.content.decode()


def test_chambers_of_the_region_are_named(client: Client, entries: None) -> None:
    response = search(client, "q=xqzwv&region=DED2D&kind=demand&country=CZ")
    assert response.context["total"] == 0
    assert [way.label for way in response.context["ways"].chambers] == ["IHK Zittau"]
    assert response.context["ways"].categories == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["q=xqzwv+qqq", "q=" + "😀", "cpv=03111000", "q=Hubschrauber&kind=offer"])
def test_no_dead_end(client: Client, entries: None, language: str, query: str) -> None:
    response = search(client, query, language)
    if response.context["ways"] is None:
        assert response.context["total"] > 3
        return
    page = Page(response)
    addresses = {link.get("href", "") for link in page.links}
    assert any(address.startswith(url(language, "listing_new")) for address in addresses)
    assert f"{url(language, 'institution_list')}?type=chamber" in addresses
    if "q=" in query:
        assert any(address.startswith(url(language, "suggest_term")) for address in addresses)


def test_the_nearest_categories_lead_on(client: Client, entries: None) -> None:
    ways = search(client, "q=Hubschrauber&kind=institution&region=CZ042").context["ways"]
    assert ways.categories
    response = client.get(ways.categories[0].url)
    assert response.status_code == 200
    assert response.context["filterset"].selected["cpv"]
    assert not response.context["ignored"]


def test_nothing_typed_and_nothing_there(client: Client) -> None:
    response = search(client, "")
    assert response.status_code == 200
    assert response.context["total"] == 0


QUERIES = ["", "q=Drehteile", "q=Drehteyle", "q=xqzwv", "q=Drehteile&region=DED2D&kind=company", "kind=offer",
           "q=Drehteyle&region=CZ042&kind=offer", "q=Drehteile&region=DED2D&country=CZ"]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_at_most_eight_statements(client: Client, query: str) -> None:
    used = []
    for number in (1, 3):
        for index in range(number):
            company = publish(make_company(f"Firma {number} {index}"))
            listing = publish(make_listing(organisation=company))
            index_now(kind="company", ids=[company.pk])
            index_now(kind="listing", ids=[listing.pk])
        search(client, "q=Stahl")  # what a process keeps is read once
        CACHE.clear()
        with CaptureQueriesContext(connection) as captured:
            search(client, query)
        used.append(len(captured))
    assert used[0] == used[1]
    assert used[0] <= 8
