"""The term list: what a thing is called on the other side, in any form, and who may say so."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from search import term_data
from search.choices import TermSource, TermState
from search.exceptions import KnownTerm
from search.models import LONGEST_NAME, Term
from search.terms import expansions, lists, services
from search.terms.keys import all_keys
from search.version import index_version, new_index_version
from tests.search.things import POISON

pytestmark = pytest.mark.django_db
LIST = """de,cs,cpv
Spritzguss|Spritzgießen,vstřikování plastů,
Kunststoff,plast|umělá hmota,19520000
Edelstahl|rostfreier Stahl,nerezová ocel|nerez,14622000
Schweißen,svařování,
Schweißkonstruktion,svařovaná konstrukce,
Arbeitsspeicher|RAM,operační paměť|RAM,
Rahm|Sahne,smetana,
Nähen,šití,
Fräsen,frézování,
CNC-Drehen,CNC soustružení,
Holzfenster,dřevěné okno,
Möbeltischlerei,výroba nábytku na míru,
Trockenbau,suché stavby,
Most,mošt,
Brücke,most,
Hotel,hotel,
"""


@pytest.fixture
def terms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A short list, loaded."""
    monkeypatch.setattr(term_data, "FILES", tmp_path)
    file = tmp_path / "some.csv"
    file.write_text(LIST, encoding="utf-8")
    assert lists.load_terms() == 16
    return file


def others(text: str) -> dict[str, tuple[str, ...]]:
    return expansions(text, index_version())


@pytest.mark.parametrize(
    ("typed", "key", "name"),
    [
        ("Spritzguss", "spritzguss", "vstřikování plastů"),
        ("spritzguß", "spritzguss", "vstřikování plastů"),
        ("Spritzgusses", "spritzgusses", "vstřikování plastů"),
        ("vstřikování plastů", "vstrikovani plastu", "Spritzguss"),
        ("VSTRIKOVANIM PLASTU", "vstrikovanim plastu", "Spritzgießen"),
        ("plasty", "plasty", "Kunststoff"),
        ("Edelstahl", "edelstahl", "nerez"),
        ("nerezové oceli", "nerezove oceli", "rostfreier Stahl"),
        ("svařované konstrukce", "svarovane konstrukce", "Schweißkonstruktion"),
        ("svarovani", "svarovani", "Schweißen"),
        ("Fräsens", "frasens", "frézování"),
        ("fraesen", "fraesen", "frézování"),
        ("CNC-Drehen", "cnc drehen", "CNC soustružení"),
        ("Hersteller von Holzfenstern", "holzfenstern", "dřevěné okno"),
        ("výrobou nábytku na míru", "vyrobou nabytku miru", "Möbeltischlerei"),
        ("siti", "siti", "Nähen"),
        ("most", "most", "Brücke"),
    ],
)
def test_other_names(terms: Path, typed: str, key: str, name: str) -> None:
    assert name in others(typed)[key]


@pytest.mark.parametrize(
    "typed",
    ["plášť", "rám", "Rahmen", "síť", "stavby", "Flugzeug", "", "  ", "und", "Ho tel", "Edel Stahl"],
)
def test_no_false_friends(terms: Path, typed: str) -> None:
    assert others(typed) == {}


def test_translations_come_first_and_what_was_typed_does_not_come_back(terms: Path) -> None:
    assert others("Edelstahl")["edelstahl"] == ("nerezová ocel", "nerez", "rostfreier Stahl")
    assert others("nerez")["nerez"] == ("Edelstahl", "rostfreier Stahl", "nerezová ocel")
    assert others("Hotel") == {}


def test_several_names_in_one_text(terms: Path) -> None:
    found = others("Spritzguss aus Kunststoff oder Edelstahl")
    assert list(found) == ["spritzguss", "kunststoff", "edelstahl"]


@pytest.mark.parametrize("text", POISON.values(), ids=POISON)
def test_odd_texts(terms: Path, text: str) -> None:
    others(text)
    begin = time.perf_counter()
    others(text)
    assert time.perf_counter() - begin < 0.05


def test_statements(terms: Path) -> None:
    others("Glas")
    version = index_version()
    with CaptureQueriesContext(connection) as captured:
        expansions("Spritzguss", version)
        expansions("plasty", version)
    assert len(captured) == 0
    new_index_version()  # a document has changed
    version = index_version()
    with CaptureQueriesContext(connection) as captured:
        expansions("Spritzguss", version)
        expansions("Spritzguss", version)
    assert len(captured) == 1


def test_without_terms() -> None:
    assert expansions("Spritzguss", 0) == {}
    new_index_version()
    assert others("Spritzguss") == {}


def test_loading_again_changes_nothing(terms: Path) -> None:
    version = index_version()
    assert lists.load_terms() == 0
    assert index_version() == version
    assert set(Term.objects.values_list("state", "source")) == {("accepted", "list")}


def test_the_list_is_followed_where_no_clerk_has_been(terms: Path) -> None:
    touched = Term.objects.get(de__contains=["Nähen"])
    touched.cs = ["šití", "šicí práce"]
    services.save_term(term=touched)
    services.decline_terms(ids=[Term.objects.get(de__contains=["Hotel"]).pk])
    text = LIST.replace("Fräsen,frézování,", "Fräsen|Fräsarbeiten,frézování,").replace("Nähen,šití,", "Nähen,šití,1")
    terms.write_text(f"{text}Glas,sklo,\n", encoding="utf-8")
    assert lists.load_terms() == 2
    assert Term.objects.count() == 17
    assert "frézování" in others("Fräsarbeiten")["frasarbeiten"]
    touched.refresh_from_db()
    assert (touched.cs, touched.cpv, touched.source) == (["šití", "šicí práce"], "", TermSource.CLERK)
    assert Term.objects.get(de__contains=["Hotel"]).state == TermState.DECLINED


def test_the_list_that_comes_along() -> None:
    rows = list(term_data.term_rows())
    for de, cs, cpv in rows:
        assert all(0 < len(name) <= LONGEST_NAME for name in (*de, *cs)), (de, cs)
        assert de, cs
        assert cs, de
        assert cpv == "" or (len(cpv) == 8 and cpv.isdigit()), (de, cpv)
    # what tells the lines apart when the list is loaded again
    assert len({(de[0], cs[0]) for de, cs, _cpv in rows}) == len(rows) > 4000


def suggest(de: str = "", cs: str = "", **values: Any) -> Term:
    facts = {"note": "", "language": "de", **values}
    return services.suggest_term(de=[de], cs=[cs], **facts)


def test_a_suggestion_waits_until_it_is_accepted(terms: Path) -> None:
    term = suggest("Funkenerosion", "elektroerozivní obrábění", note="x\x00y")
    assert (term.state, term.source, term.note) == ("suggested", "user", "xy")
    assert others("Funkenerosion") == {}
    version = index_version()
    assert services.accept_terms(ids=[term.pk]).done == [term.pk]
    assert index_version() != version
    assert others("Funkenerosion")["funkenerosion"] == ("elektroerozivní obrábění",)
    assert services.accept_terms(ids=[term.pk]).done == []
    services.decline_terms(ids=[term.pk])
    assert others("Funkenerosion") == {}


def test_what_waits_or_is_known_is_not_stored_twice(terms: Path) -> None:
    first = suggest("Funkenerosion", "elektroerozivní obrábění")
    assert suggest("funkenerosion ", "Elektroerozivní obrábění") == first
    with pytest.raises(KnownTerm) as known:
        suggest("Spritzguß", "vstrikovani plastu")
    assert known.value.term.de[0] == "Spritzguss"
    services.decline_terms(ids=[first.pk])
    assert suggest("Funkenerosion", "elektroerozivní obrábění").state == TermState.DECLINED
    assert Term.objects.count() == 17


def test_a_term_in_one_language_cannot_be_accepted() -> None:
    term = suggest("Funkenerosion")
    assert services.accept_terms(ids=[term.pk]) == services.Decided([], 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.filter(pk=term.pk).update(state=TermState.ACCEPTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(source=TermSource.USER)


def test_a_clerks_change_is_searched_at_once(terms: Path) -> None:
    term = Term.objects.get(de__contains=["Fräsen"])
    term.de = [*term.de, "Fräsarbeiten", "fräsarbeiten", " "]
    services.save_term(term=term)
    assert term.de == ["Fräsen", "Fräsarbeiten"]
    assert term.keys == all_keys(term.de, term.cs)
    assert others("Fräsarbeiten")
