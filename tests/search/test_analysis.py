"""Which words find which."""

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import analysis
from search.analysis.forms import czech_forms, german_forms
from search.analysis.tokens import MOST_WORDS
from tests.search.things import POISON


def finds(typed: str, written: str) -> bool:
    """Whether PostgreSQL finds the second text with the first one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::tsvector @@ %s::tsquery", [analysis.vector([(written, "B")]), " & ".join(analysis.query(typed))]
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("vstrikovani", "vstřikování plastů"),
        ("vstřikování", "stroje na vstrikovani"),
        ("vstřikovací lis", "vstřikovacích lisů"),
        ("vstrikovani", "firma se vstřikovacími stroji"),
        ("plast", "výrobky z plastů"),
        ("sklářská", "sklářské výroby"),
        ("sklarska", "sklářského průmyslu"),
        ("skláři", "sklář z Jablonce"),
        ("sklář", "sklářská huť"),
        ("sklo", "broušeného skla"),
        ("skla", "lisované sklo"),
        ("Jizera", "na řece Jizeře a Jizerou"),
        ("obrabeni", "CNC obrábění kovů"),
        ("obrábět", "obráběcí centrum"),
        ("Liberec", "sídlo v Liberci"),
        ("Glas", "Glasmacher aus Weißwasser"),
        ("Gläser", "Glas"),
        ("GLASMACHER", "glasmacher"),
        ("Zerspanung", "Zerspanungstechnik"),
        ("zerspanen", "Zerspanung"),
        ("Zerspanungstechnik", "Technik der Zerspanung"),
        ("Spritzguss", "Spritzgussteile"),
        ("Spritzguss", "Spritzgußteile"),
        ("Spritzgußteil", "Spritzgussteile aus Kunststoff"),
        ("Spritzgussteile", "Teile aus Spritzguss"),
        ("Verpackung", "Lebensmittelverpackungen"),
        ("Zittau", "Zittauer Gebirge"),
        ("Zittauer", "in Zittau"),
        ("Haus", "Häuser"),
        ("Müller", "Mueller GmbH"),
        ("Mueller", "Müller GmbH"),
        ("Muller", "Müller GmbH"),
        ("suché stavby", "dřevěné a suché stavby"),
        ("Glas und Keramik", "Keramik, Glas"),
        ("sklo a keramika", "keramika nebo sklo"),
        ("CNC-Fräsen", "Fräsen mit CNC"),
        ("ISO 9001", "zertifiziert nach ISO 9001:2015"),
    ],
)
def test_words_are_found_in_any_form(typed: str, written: str) -> None:
    assert finds(typed, written)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Glas", "Holz"),
        ("Spritzguss", "Spritze"),
        ("sklo", "sklad"),
        ("Glasmacher", "Glas"),
        ("Glas Holz", "Glas"),
        ("Zerspanungstechnik", "Technik"),
        ("suché stavby", "stavby"),
    ],
)
def test_other_words_are_not_found(typed: str, written: str) -> None:
    assert not finds(typed, written)


def test_threads_do_not_disturb_each_other() -> None:
    stems = ("hobel", "fräs", "schweiß", "výrob", "nástroj")
    words = [f"{stem}{end}" for stem in stems for end in ("ung", "teile", "y")] * 40
    alone = [_terms(word) for word in words]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(_terms, words))
    finally:
        sys.setswitchinterval(usual)
    assert together == alone


def _terms(word: str) -> list[str]:
    return [*german_forms(word), *czech_forms(word)]


@pytest.mark.django_db
@pytest.mark.parametrize("text", POISON.values(), ids=POISON.keys())
def test_poisoned_texts_are_analysed(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector", [analysis.vector([(text, "A"), (text, "D")])])
        cursor.execute(
            "SELECT %s::tsquery, %s::tsquery", [" & ".join(analysis.query(text)), " | ".join(analysis.query_any(text))]
        )
        cursor.execute("SELECT %s", [analysis.fold(analysis.clean(text))])


@pytest.mark.django_db
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=st.text(max_size=300), weights=st.lists(st.sampled_from("ABCD"), min_size=1, max_size=4))
def test_any_text_becomes_valid_for_postgresql(text: str, weights: list[Any]) -> None:
    statement = "SELECT %s::tsvector, %s::tsquery, %s::tsquery, %s"
    written = analysis.vector([(text, weight) for weight in weights])
    with connection.cursor() as cursor:
        typed = [" & ".join(analysis.query(text)), " | ".join(analysis.query_any(text))]
        cursor.execute(statement, [written, *typed, analysis.clean(text)])
        if typed[0]:
            cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [written, typed[0]])
            assert cursor.fetchone()[0], "a text finds itself"


def test_limits_of_a_vector() -> None:
    vector = analysis.vector([("glas " * 20_000, "A"), ("holz", "B")])
    assert vector.count(",") < 256
    assert "holz" not in vector
    many = analysis.vector([(" ".join(f"{number:059d}" for number in range(MOST_WORDS + 500)), "A")])
    assert len(many.encode()) < 2_000_000
    assert f"{MOST_WORDS + 1}A" not in many


def test_weights_and_places() -> None:
    assert analysis.vector([("Zinn", "A"), ("cnc Zinn", "D")]) == "'zinn':1A,3D 'cnc':2D"


def test_clean_keeps_what_people_write() -> None:
    assert analysis.clean("  Kč\u00a0100\n Straße\u200b \x00–  Žitava ") == "Kč 100 Straße – Žitava"
