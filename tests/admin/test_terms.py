"""The term list in the administration."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.models import Term
from search.terms import expansions
from search.terms.services import save_term, suggest_term
from search.version import index_version
from tests.factories import make_clerk, make_superuser, make_user
from tests.pages import Page

type Address = Callable[..., str]
type SignIn = Callable[[Any], Client]


def suggested(de: str = "Funkenerosion", cs: str = "elektroerozivní obrábění", **values: Any) -> Term:
    return suggest_term(de=[de], cs=[cs], note="", language="de", **values)


@pytest.fixture
def clerk(as_user: SignIn) -> Client:
    return as_user(make_clerk("CZ051", language="cs"))


def test_a_clerk_finds_terms_without_accents(clerk: Client, address: Address) -> None:
    suggested()
    suggested("Nähen", "šití")
    for words, names in {
        "sit": ["šití"],
        "ŠITÍ": ["šití"],
        "obrabeni elektro": ["elektroerozivní obrábění"],
        "nahen": ["šití"],
        "xyz": [],
        "' | & %": [],
    }.items():
        page = clerk.get(address("search_term_changelist"), {"q": words})
        assert [term.cs[0] for term in page.context["cl"].result_list] == names, words


def test_what_waits_stands_on_top(clerk: Client, address: Address) -> None:
    save_term(term=Term(de=["Aal"], cs=["úhoř"], state="accepted"))
    suggested("Zange", "kleště")
    page = clerk.get(address("search_term_changelist"))
    assert [term.de[0] for term in page.context["cl"].result_list] == ["Zange", "Aal"]
    for state, name in {"suggested": "Zange", "accepted": "Aal"}.items():
        page = clerk.get(address("search_term_changelist"), {"state__exact": state})
        assert [term.de[0] for term in page.context["cl"].result_list] == [name]


def test_the_first_page_says_what_waits(clerk: Client, address: Address) -> None:
    listed = f"{address('search_term_changelist')}?state__exact=suggested"
    assert listed not in Page(clerk.get(address("index"))).source
    suggested()
    assert listed in Page(clerk.get(address("index"))).source


def decide(client: Client, address: Address, action: str, *terms: Term) -> Page:
    data = {"action": action, "_selected_action": [term.pk for term in terms]}
    return Page(client.post(address("search_term_changelist"), data, follow=True))


def test_accepting_and_declining(clerk: Client, address: Address) -> None:
    whole, half, bad = suggested(), suggested("Halb", ""), suggested("Unsinn", "nesmysl")
    decide(clerk, address, "accept", whole, half)
    assert set(Term.objects.filter(state="accepted")) == {whole}
    assert expansions("Funkenerosion", index_version())
    decide(clerk, address, "decline", bad, whole)
    assert set(Term.objects.filter(state="declined")) == {whole, bad}
    history = clerk.get(address("search_term_history", whole.pk))
    assert len(history.context["action_list"]) == 2
    assert clerk.post(address("search_term_delete", bad.pk), {"post": "yes"}).status_code == 403


def test_a_clerk_writes_a_term(clerk: Client, address: Address) -> None:
    add = address("search_term_add")
    data = Page(clerk.get(add)).form("cpv")
    assert data["state"] == ["accepted"]
    names = {"de": "Funkenerosion\r\n Erodieren \r\n\r\nerodieren", "cs": "elektroerozivní obrábění"}
    answer = clerk.post(add, {**data, **names, "cpv": "42600000"})
    assert answer.status_code == 302
    term = Term.objects.get()
    assert (term.de, term.source, term.state) == (["Funkenerosion", "Erodieren"], "clerk", "accepted")
    assert "Erodieren" in expansions("elektroerozivní obrábění", index_version())["elektroerozivni obrabeni"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cs": ""}, "cs"),
        ({"de": "", "cs": ""}, "de"),
        ({"de": "x" * 121}, "de"),
        ({"cpv": "99999999"}, "cpv"),
        ({"cpv": "abc"}, "cpv"),
    ],
)
@pytest.mark.parametrize("language", ["de", "cs"])
def test_wrong_input(as_user: SignIn, address: Address, language: str, changes: dict[str, str], field: str) -> None:
    client = as_user(make_superuser(language=language))
    data = {"de": "Fräsen", "cs": "frézování", "cpv": "", "note": "", "state": "accepted", **changes}
    answer = client.post(address("search_term_add"), data)
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors[field]
    assert not Term.objects.exists()


def test_two_clerks_at_once(clerk: Client, address: Address) -> None:
    term = suggested()
    change = address("search_term_change", term.pk)
    data = Page(clerk.get(change)).form("cpv")
    term.de = ["Funkenerosion", "Erodieren"]
    save_term(term=term)
    answer = clerk.post(change, {**data, "de": "EDM"})
    assert answer.status_code == 200
    page = Page(answer)
    assert "Funkenerosion, Erodieren" in page.source
    term.refresh_from_db()
    assert term.de == ["Funkenerosion", "Erodieren"]
    again = page.form("cpv")
    assert [line.strip() for line in again["de"]] == ["EDM"]
    assert clerk.post(change, again).status_code == 302
    term.refresh_from_db()
    assert term.de == ["EDM"]


def test_the_list_asks_the_same_for_many(clerk: Client, address: Address) -> None:
    used = []
    for number in (1, 3):
        for index in range(number):
            suggested(f"Wort {number} {index}", f"slovo {number} {index}", actor=make_user())
        clerk.get(address("search_term_changelist"))
        with CaptureQueriesContext(connection) as captured:
            clerk.get(address("search_term_changelist"))
        used.append(len(captured))
    assert used == [7, 7]
