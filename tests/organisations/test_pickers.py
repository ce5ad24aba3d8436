"""Sectors and capabilities without JavaScript: search, tick, keep."""

from collections.abc import Callable

import pytest
from django.test import Client

from organisations.forms.pickers import RESULTS, find_codes
from organisations.models import Capability
from tests.factories import make_user
from tests.organisations.conftest import Editor
from tests.pages import Page, url

pytestmark = pytest.mark.django_db
Make = Callable[..., Editor]


def offered(page: Page, name: str) -> list[str]:
    """The codes of all boxes, ticked or not."""
    start = f'name="{name}" value="'
    return [part.partition('"')[0] for part in page.source.split(start)[1:]]


def test_search_keeps_what_is_typed_and_saves_nothing(editor: Make) -> None:
    form = editor()
    page = form.send(action="find", capabilities_search="Drehmaschinen", summary_de="Noch nicht gespeichert", town="")
    assert page.status == 200
    assert "42621000" in offered(page, "capabilities")
    kept = page.form("version")
    assert (kept["summary_de"], kept["town"]) == (["Noch nicht gespeichert"], [""])
    assert not page.error("town")  # nothing is judged yet
    assert form.reload().version == 1

    form.data = kept
    page = form.send(action="find", capabilities=["42621000"], capabilities_search="sklo")
    assert page.form("version")["capabilities"] == ["42621000"]
    assert "14820000" not in page.form("version")["capabilities"]
    form.data = page.form("version")
    assert form.send(town="Zittau").status == 302
    assert [row.code for row in form.reload().capabilities.all()] == ["42621000"]


def test_enter_in_the_search_box_searches_elsewhere_it_saves(editor: Make) -> None:
    form = editor()
    assert form.send(action="enter", sectors_search="glas", sectors_searched="").status == 200
    assert form.reload().version == 1
    assert form.send(action="enter", sectors_search="glas", sectors_searched="glas").status == 302
    assert form.reload().version == 2


@pytest.mark.parametrize("typed", ["", " ", "\x00", "%", "_", "'", "x" * 5000, "ä ö ü ß č ř ž", "((", "\\"])
def test_any_search_text(editor: Make, typed: str) -> None:
    for name in ("sectors", "capabilities"):
        assert editor().send(**{"action": "find", f"{name}_search": typed}).status == 200
        assert find_codes(name, typed, without=[]) is not None


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("sectors", "C25", "C25"),
        ("sectors", "glas", "C23.1"),
        ("sectors", "sklo", "C23.1"),
        ("sectors", "VYROBA skla", "C23.1"),
        ("capabilities", "44316", "44316000"),
        ("capabilities", "eisenwaren", "44316000"),
        ("capabilities", "zelezarske zbozi", "44316000"),
        ("capabilities", "Glas", "14820000"),
    ],
)
def test_codes_are_found_by_code_and_by_words_of_both_languages(name: str, typed: str, code: str) -> None:
    found = [row.code for row in find_codes(name, typed, without=[])]
    assert len(found) <= RESULTS
    assert code in found
    assert code not in [row.code for row in find_codes(name, typed, without=[code])]


def test_the_nearest_names_come_first() -> None:
    names = [row.name_de for row in find_codes("capabilities", "Glas", without=[])]
    assert names[0] == "Glas"
    assert Capability.objects.filter(name_de__icontains="glas").count() > RESULTS


def test_the_fragment_is_for_members() -> None:
    client = Client()
    address = url("de", "code_search", "capabilities")
    assert client.get(address).status_code == 302
    client.force_login(make_user())
    page = client.get(address, {"capabilities_search": "Glas", "capabilities": ["14820000", "\x00"]})
    assert page.status_code == 200
    assert b"<html" not in page.content
    assert b'value="14820000"' not in page.content
    assert client.get(address.replace("capabilities", "users")).status_code == 404
