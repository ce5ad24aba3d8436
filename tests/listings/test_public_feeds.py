"""The Atom feed of each list: valid, in both languages, with the list's filters, and cheap to ask for again."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date
from pytest_django import DjangoAssertNumQueries

from listings.models import Listing
from search.services import index_now
from tests.factories import list_publicly, make_company, make_listing, publish
from tests.pages import LANGUAGES, url

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TAG = f"tag:{urlsplit(settings.SITE_URL).hostname},2026:listing:"
QUERIES = 3
"""Version of the index, rows, and whose they are."""


@pytest.fixture
def listings() -> list[Listing]:
    """A demand in German alone and an offer in both languages, with characters that XML knows."""
    owner = publish(make_company("Müller & Söhne <Zittau> GmbH"))
    entries = [
        make_listing("Wellen & Achsen < 20 mm gesucht", organisation=owner),
        make_listing("Härterei", organisation=owner, direction="offer", title_cs="Kalírna", description_cs="Kalíme."),
    ]
    list_publicly(*entries)
    return entries


def feed(query: str = "", language: str = "de", **headers: str) -> Any:
    return Client().get(f"{url(language, 'listing_feed')}{query}", headers=headers)


def entries_of(answer: Any) -> list[ET.Element]:
    return ET.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 - our own answer


def text(element: ET.Element, path: str) -> str:
    return element.findtext("/".join(f"{ATOM}{name}" for name in path.split("/"))) or ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_atom(listings: list[Listing], language: str) -> None:
    answer = feed("?kind=demand&sort=name", language)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG) == language
    links = {link.get("rel"): link.get("href", "") for link in root.findall(f"{ATOM}link")}
    assert links["self"].endswith(f"{url(language, 'listing_feed')}?kind=demand")
    assert links["alternate"].endswith(f"{url(language, 'listing_list')}?kind=demand")
    assert text(root, "id").startswith("http")
    assert text(root, "title")
    assert text(root, "author/name")
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert datetime.fromisoformat(text(element, "updated")).tzinfo


def test_an_entry_is_complete_and_escaped(listings: list[Listing]) -> None:
    (entry,) = entries_of(feed("?kind=demand"))
    assert text(entry, "title") == "Wellen & Achsen < 20 mm gesucht"
    assert text(entry, "author/name") == "Müller & Söhne <Zittau> GmbH"
    assert text(entry, "summary") == "Wellen aus 42CrMo4, Durchmesser 20 mm, blank gedreht."
    assert text(entry, "id") == f"{TAG}{listings[0].pk}"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").endswith(url("de", "listing_detail", listings[0].slug))
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert terms == ["demand", "Eisenwaren"]


def test_both_languages_name_the_same_entries_and_say_what_is_foreign(listings: list[Listing]) -> None:
    german, czech = ({text(e, "id"): e for e in entries_of(feed(language=language))} for language in LANGUAGES)
    assert german.keys() == czech.keys()
    assert len(german) == 2
    demand, offer = (f"{TAG}{entry.pk}" for entry in listings)
    assert text(czech[offer], "title") == "Kalírna"
    assert czech[offer].get(LANG) is None
    assert czech[demand].get(LANG) == "de"
    assert german[demand].get(LANG) is None


@pytest.mark.parametrize(
    ("query", "number"),
    [("?kind=offer", 1), ("?region=DED2D", 2), ("?region=CZ051", 0), ("?q=kalirna", 1), ("?type=gift&page=9", 2)],
)
def test_filters_are_those_of_the_list(listings: list[Listing], query: str, number: int) -> None:
    assert len(entries_of(feed(query))) == number


def test_the_newest_stand_first_whatever_the_address_says(listings: list[Listing]) -> None:
    now = timezone.now()
    Listing.objects.filter(pk=listings[0].pk).update(published_at=now - timedelta(days=3))
    index_now(kind="listing", ids=[entry.pk for entry in listings])
    assert [text(entry, "title") for entry in entries_of(feed("?sort=name"))] == [
        "Härterei",
        "Wellen & Achsen < 20 mm gesucht",
    ]


def test_who_asks_again_gets_no_copy(
    listings: list[Listing], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = feed()
    assert "public" in first["Cache-Control"]
    assert "max-age=900" in first["Cache-Control"]
    with django_assert_num_queries(1):
        again = feed(**{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert feed("?kind=offer")["ETag"] != first["ETag"]
    assert feed(language="cs")["ETag"] != first["ETag"]


def test_a_change_brings_a_new_copy(listings: list[Listing]) -> None:
    first = feed()
    list_publicly(make_listing("Neu"))
    again = feed(**{"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]
    assert len(entries_of(again)) == 3


def test_the_date_of_the_last_change(listings: list[Listing]) -> None:
    changed = feed()["Last-Modified"]
    assert feed(**{"If-Modified-Since": changed}).status_code == 304
    before = http_date((datetime.now(UTC) - timedelta(days=2)).timestamp())
    assert feed(**{"If-Modified-Since": before}).status_code == 200


def test_an_empty_feed_is_valid_too() -> None:
    answer = feed()
    root = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    assert text(root, "updated")
    assert "Last-Modified" not in answer


def test_queries_do_not_depend_on_the_number(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(2):
        list_publicly(make_listing())
        feed("?region=DED2D")
        with django_assert_num_queries(QUERIES):
            feed("?region=DED2D")


def test_only_reading() -> None:
    assert Client().head(url("de", "listing_feed")).status_code == 200
    assert Client().post(url("de", "listing_feed")).status_code == 405
