"""Fallback with `lang`, filters, and the same page in the other language."""

from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.utils.translation import override

from bilingual.choices import Language
from bilingual.fields import per_language
from bilingual.links import is_localised, language_links, path_in
from bilingual.text import Text, page_language, text_of
from tests.pages import Page

ENTRY = SimpleNamespace(
    summary_de="Glas", summary_cs="", state_de="original", state_cs="missing", name_de="a", name_cs="b"
)


def test_the_text_of_the_page_or_honestly_the_other_one() -> None:
    assert text_of(ENTRY, "summary", Language.DE) == Text("Glas", Language.DE, foreign=False)
    assert text_of(ENTRY, "summary", Language.CS) == Text("Glas", Language.DE, foreign=True)
    assert text_of(ENTRY, "nothing", Language.CS) == Text("", Language.CS, foreign=False)
    assert not text_of(ENTRY, "nothing")
    with override("cs"):
        assert text_of(ENTRY, "summary").foreign


def test_without_a_language_pages_are_german() -> None:
    with override(None):
        assert page_language() is Language.DE


@pytest.mark.parametrize(
    ("template", "de", "cs"),
    [
        ("{% with t=e|bilingual:'summary' %}<p {{ t|lang_attribute }}>{{ t }}</p>{% endwith %}",
         "<p >Glas</p>", '<p lang="de">Glas</p>'),
        ("{{ e|localised:'name' }}", "a", "b"),
        ("{{ e|text_state }}", "original", "missing"),
        ("{% with s=e|state_in:'cs' %}{{ s.label }}{% endwith %}", "Noch nicht übersetzt", "Zatím nepřeloženo"),
        ("{{ 'cs'|language_name }}", "Tschechisch", "čeština"),
    ],
)  # fmt: skip
def test_filters(template: str, de: str, cs: str) -> None:
    for language, expected in (("de", de), ("cs", cs)):
        with override(language):
            shown = engines["django"].from_string(template).render({"e": ENTRY})
        assert shown.casefold() == expected.casefold()


def test_names_of_columns() -> None:
    assert per_language(["summary", "services"]) == ["summary_de", "summary_cs", "services_de", "services_cs"]


def test_links_keep_place_and_query() -> None:
    request = RequestFactory().get("/de/unternehmen/?region=DED2D&sort=name")
    with override("de"):
        german, czech = language_links(request)
    assert (german["url"], german["current"]) == ("/de/unternehmen/?region=DED2D&sort=name", True)
    assert (czech["url"], czech["current"]) == ("/cs/firmy/?region=DED2D&sort=name", False)
    assert path_in("cs", "company_detail", "sklo") == "/cs/firmy/sklo/"


def test_a_page_that_is_not_there_leads_to_the_other_first_page() -> None:
    with override("de"):
        czech = language_links(RequestFactory().get("/de/nirgends/"))[1]
    assert czech["url"] == "/cs/"


@pytest.mark.parametrize(
    ("path", "localised"), [("/de/", True), ("/cs/firmy/", True), ("/admin/", False), ("//foo", False), ("//[", False)]
)
def test_twins(path: str, localised: bool) -> None:
    request = RequestFactory().get("/", PATH_INFO=path)
    assert is_localised(request) is localised


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["//foo", "//[", "///", "/de//", "/cs/%00/", "/%ff/"])
def test_odd_addresses_are_not_found(client: Client, path: str) -> None:
    page = Page(client.get("/", PATH_INFO=path))
    assert page.status == 404
    assert len(page.headings) == 1
