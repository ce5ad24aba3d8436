"""Categories suggested from the text: with and without JavaScript, for members and clerks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from organisations.reference import capability_names
from organisations.suggestions import describe, suggest_categories, text_in
from tests.factories import make_clerk, make_company, publish
from tests.listings.conftest import FILLED, Writer
from tests.pages import Page, url

pytestmark = pytest.mark.django_db
Make = Callable[..., Writer]
ASKED: list[tuple[str, str]] = []
OFFERED = ["44316000", "42600000", "99999999", "44531000"]


@pytest.fixture(autouse=True)
def _suggest(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the search: always the same codes, one of which the vocabulary does not have."""
    ASKED.clear()

    def suggest(text: str, *, language: str, limit: int = 5) -> list[str]:
        ASKED.append((text, str(language)))
        return OFFERED[:limit]

    monkeypatch.setattr("search.categories.suggest", suggest)


def test_only_what_the_vocabulary_has_and_what_is_not_ticked() -> None:
    codes = [row.code for row in suggest_categories("Wellen und Achsen", language="de", without=["42600000"])]
    assert codes == ["44316000", "44531000"]
    assert suggest_categories("kurz", language="de") == []
    assert suggest_categories("\x00" * 50, language="de") == []


def test_the_path_stands_in_the_readers_language() -> None:
    found = describe("44531000")
    assert found.path.split(" › ")[0] == capability_names()["44000000"]
    assert found.path.count("›") == 2
    assert not describe("44000000").path


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"original_language": "cs", "title": "Hřídel", "description": "Ocel"}, ("Hřídel\n\nOcel", "cs")),
        ({"original_language": "de", "title_de": "", "title_cs": "Hřídel"}, ("Hřídel", "cs")),
        ({"original_language": "xx", "summary_de": "Wir drehen."}, ("Wir drehen.", "de")),
        ({}, ("", "de")),
    ],
)
def test_the_text_is_read_from_the_form(data: dict[str, str], expected: tuple[str, str]) -> None:
    with override("de"):
        text, language = text_in(data)
    assert (text, str(language)) == expected


@pytest.mark.parametrize("language", ["de", "cs"])
def test_the_button_keeps_everything_that_was_typed(writer: Make, language: str) -> None:
    member = writer(language)
    member.new()
    page = member.send(**{**FILLED, "quantity": "viel"}, action="suggest")
    assert page.status == 200
    assert ASKED[-1] == (f"{FILLED['title']}\n\n{FILLED['description']}", language)
    assert 'id="suggested_capabilities_42600000"' in page.source
    form = page.form("title")
    assert form["capabilities"] == ["44316000"]
    assert form["capabilities_suggested"] == ["42600000", "44531000"]
    assert form["quantity"] == ["viel"]
    assert not page.error("quantity")
    member.data = form
    assert member.send(quantity="5", capabilities=["44316000", "42600000"]).status == 302


def test_suggestions_stay_beside_an_error(writer: Make) -> None:
    member = writer()
    member.new()
    page = member.send(**{**FILLED, "title": ""}, capabilities_suggested="42600000")
    assert page.status == 422
    assert 'id="suggested_capabilities_42600000"' in page.source


def test_the_fragment_keeps_what_was_ticked_in_it(writer: Make) -> None:
    member = writer()
    page = member.client.post(
        url("de", "code_suggestions"),
        {**FILLED, "capabilities": ["44316000", "42600000", "\x00"], "capabilities_suggested": ["42600000", "x"]},
    ).content.decode()
    assert page.count("checked") == 1
    assert page.index('value="42600000"') < page.index('value="44531000"')
    assert 'value="44316000"' not in page  # it stands among the ticked ones above
    assert "44531000" not in member.client.get(url("de", "code_suggestions")).content.decode()
    assert Client().post(url("de", "code_suggestions"), FILLED).status_code == 302


def test_writing_asks_by_itself(writer: Make) -> None:
    source = writer().new().source
    assert source.count(f'hx-post="{url("de", "code_suggestions")}"') == 2
    assert 'hx-target="#id_capabilities_suggested"' in source
    assert 'id="id_capabilities_suggested"' in source


def test_also_in_a_profile(writer: Make) -> None:
    member = writer()
    address = url("de", "company_edit", member.company.pk)
    data = Page(member.client.get(address)).form("version")
    page = Page(member.client.post(address, {**data, "summary_de": "Wir drehen Wellen.", "action": "suggest"}))
    assert page.status == 200
    assert 'id="suggested_capabilities_44316000"' in page.source
    assert page.form("version")["summary_de"] == ["Wir drehen Wellen."]


@pytest.mark.parametrize("kind", ["listing", "company"])
def test_clerks_see_the_same(writer: Make, settings: Settings, kind: str) -> None:
    settings.STAFF_SECOND_FACTOR = False
    member = writer()
    entry: Any = member.listing(capabilities=[]) if kind == "listing" else publish(make_company())
    client = Client()
    client.force_login(make_clerk("DED2D"))
    app = "listings_listing" if kind == "listing" else "companies_company"
    address = reverse(f"admin:{app}_change", args=[entry.pk])
    page = Page(client.get(address))
    assert 'value="42600000"' in page.source
    # an empty list of several sends nothing
    data = {name: value for name, value in page.form("version").items() if value != [""]}
    response = client.post(address, {**data, "suggested": ["42600000"]})
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert [row.pk for row in entry.capabilities.all()] == ["42600000"]
