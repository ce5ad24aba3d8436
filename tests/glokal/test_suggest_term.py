"""The page on which readers suggest what a word is called on the other side."""

from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from search.models import Term
from search.terms.services import accept_terms
from tests.factories import make_user
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
NEW = {"de": "Funkenerosion", "cs": "elektroerozivní obrábění", "note": "Werkzeugbau", "homepage": ""}


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_suggests_without_an_account(client: Client, language: str) -> None:
    address = url(language, "suggest_term")
    page = Page(client.get(address))
    assert (page.status, page.language, len(page.headings)) == (200, language, 1)
    assert {"de", "cs", "note", "homepage"} <= set(page.form("note"))
    answer = client.post(address, NEW)
    assert answer.status_code == 302
    assert answer.url == f"{url(language, 'search')}?{urlencode({'q': NEW[language]})}"
    term = Term.objects.get()
    assert (term.de, term.cs, term.note) == ([NEW["de"]], [NEW["cs"]], "Werkzeugbau")
    assert (term.state, term.source, term.language, term.suggested_by) == ("suggested", "user", language, None)


def test_addresses() -> None:
    assert url("de", "suggest_term") == "/de/suche/begriff-vorschlagen/"
    assert url("cs", "suggest_term") == "/cs/hledani/navrhnout-vyraz/"


def test_who_is_signed_in_is_remembered(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    client.post(url("cs", "suggest_term"), NEW)
    assert Term.objects.get().suggested_by == user


@pytest.mark.parametrize(
    ("page_language", "text", "field"),
    [
        ("de", "Spritzguss", "de"),
        ("de", "obrábění dřeva", "cs"),
        ("cs", "Holzfenster", "de"),
        ("cs", "okna", "cs"),
        ("cs", "Xqzw", "cs"),
        ("de", "Xqzw", "de"),
    ],
)
def test_the_word_stands_in_the_field_of_its_language(
    client: Client, page_language: str, text: str, field: str
) -> None:
    data = Page(client.get(url(page_language, "suggest_term"), {"q": text})).form("note")
    assert data[field] == [text]
    assert data["cs" if field == "de" else "de"] in ([], [""])


@pytest.mark.parametrize(
    "changes",
    [{"de": "", "cs": ""}, {"de": " ", "cs": "\x00"}, {"de": "x" * 121}, {"note": "x" * 501}, {"de": "…", "cs": "😀"}],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_said_and_nothing_is_lost(client: Client, language: str, changes: dict[str, str]) -> None:
    sent = {**NEW, **changes}
    page = Page(client.post(url(language, "suggest_term"), sent))
    assert page.status == 422
    assert any(page.error(field) for field in ("de", "cs", "note"))
    assert page.form("note")["note"][0].strip() == sent["note"]
    assert not Term.objects.exists()


def test_one_language_is_enough(client: Client) -> None:
    assert client.post(url("de", "suggest_term"), {**NEW, "cs": ""}).status_code == 302
    assert Term.objects.get().cs == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_known_is_said(client: Client, language: str) -> None:
    client.post(url(language, "suggest_term"), NEW)
    accept_terms(ids=[Term.objects.get().pk])
    page = Page(client.post(url(language, "suggest_term"), {**NEW, "note": ""}))
    assert page.status == 422
    assert "Funkenerosion – elektroerozivní obrábění" in page.source
    assert Term.objects.count() == 1


def test_programs_are_thanked_and_forgotten(client: Client) -> None:
    answer = client.post(url("de", "suggest_term"), {**NEW, "homepage": "https://spam.example"})
    assert answer.status_code == 302
    assert not Term.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_at_once(client: Client, language: str) -> None:
    address = url(language, "suggest_term")
    for number in range(10):
        assert client.post(address, {**NEW, "de": f"Wort {number}"}).status_code == 302
    page = Page(client.post(address, {**NEW, "de": "Wort elf"}))
    assert page.status == 429
    assert page.form("note")["de"] == ["Wort elf"]
    assert Term.objects.count() == 10
    assert client.get(address).status_code == 200


def test_nothing_typed_becomes_markup(client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    page = Page(client.get(url("de", "suggest_term"), {"q": evil}))
    assert "<script>alert" not in page.source
    page = Page(client.post(url("de", "suggest_term"), {**NEW, "de": evil, "note": "x" * 501}))
    assert "<script>alert" not in page.source
