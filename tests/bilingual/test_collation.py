"""Alphabetical order of both languages, against lists in the order of a printed register."""

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bilingual.collation import sort_key

GERMAN = [
    *("Adorf", "Ahorntal", "Ärzte am Markt", "Aue", "Auerbach", "Bad Düben", "Bad Elster", "Bad Muskau", "Bautzen"),
    *("Chemnitz", "Coswig", "Döbeln", "Dohna", "Dresden", "Görlitz", "Großenhain", "Großröhrsdorf", "Großschönau"),
    *("Hainichen", "Löbau", "Mittweida", "Mügeln", "Mühltroff", "Öderan", "Oelsnitz", "Pirna", "Plauen", "Radeberg"),
    *("Sebnitz", "Thum", "Übigau", "Weißenberg", "Weißwasser", "Wilsdruff", "Zittau", "Zschopau", "Zwickau"),
]
CZECH = [
    *("Aš", "Bílina", "Bystřany", "Cvikov", "Česká Kamenice", "Česká Lípa", "Český Dub", "Děčín", "Dubí"),
    *("Frýdlant", "Habartov", "Hejnice", "Hora Svaté Kateřiny", "Hrádek nad Nisou", "Cheb", "Chlumec"),
    *("Chomutov", "Chrastava", "Chřibská", "Ilava", "Jablonec nad Nisou", "Jáchymov", "Karlovy Vary", "Klášterec"),
    *("Liberec", "Litoměřice", "Lom", "Louny", "Lovosice", "Mariánské Lázně", "Most", "Nejdek", "Nová Role"),
    *("Nový Bor", "Ostrov", "Rumburk", "Řehlovice", "Semily", "Sokolov", "Šluknov", "Štětí", "Teplice", "Turnov"),
    *("Ústí nad Labem", "Úštěk", "Varnsdorf", "Zákupy", "Žatec", "Železný Brod", "Žlutice"),
]


@pytest.mark.parametrize(("language", "right"), [("de", GERMAN), ("cs", CZECH)])
def test_towns_of_the_region(language: str, right: list[str]) -> None:
    shuffled = random.Random(4).sample(right, len(right))
    assert sorted(shuffled, key=lambda town: sort_key(town, language)) == right


@pytest.mark.parametrize(
    ("language", "earlier", "later"),
    [
        ("de", "Bar", "Bär"),
        ("de", "Bär", "Bark"),
        ("de", "Masse", "Maßstab"),
        ("de", "Strasse", "Strassen"),
        ("de", "Chemie Zeitz", "Cottbus"),
        ("cs", "Cihla", "Chata"),
        ("cs", "Hzenka", "Chata"),
        ("cs", "Chata", "Iveco"),
        ("cs", "Czech", "Čas"),
        ("cs", "Lada", "Láda"),
        ("cs", "Láda", "Ladislav"),
        ("cs", "Rzounek", "Řada"),
        ("cs", "Szolnok", "Šedá"),
        ("cs", "Zora", "Žatec"),
        ("cs", "vír", "vírus"),
        ("cs", "úl", "ůl"),
        ("cs", "Auto Škoda", "Autodíly"),
        ("de", "Bad Schandau", "Badewelt"),
        ("de", "3D-Druck", "A. Meier"),
        ("cs", "Dům", "Ďumbier"),
        ("de", "Łódź", "Lücke"),
    ],
)
def test_pairs(language: str, earlier: str, later: str) -> None:
    assert sort_key(earlier, language) < sort_key(later, language)


def test_case_and_composition_do_not_matter() -> None:
    for language in ("de", "cs"):
        assert sort_key("ŽĎÁR", language) == sort_key("žďár", language)
        decomposed = unicodedata.normalize("NFD", "Plzeň Köln")
        assert sort_key(decomposed, language) == sort_key("Plzeň Köln", language)


words = st.text(st.sampled_from("aábcčdhiřsšßäöz 1-"), min_size=1, max_size=12)


@given(words, words, st.sampled_from(["de", "cs"]))
def test_a_word_that_begins_another_comes_first(word: str, rest: str, language: str) -> None:
    if not word.endswith("c"):  # ch is another letter than c
        assert sort_key(word, language) <= sort_key(f"{word} {rest}", language)


@given(st.text(max_size=60), st.sampled_from(["de", "cs"]))
@example("ŉ ½ \ufdfa ΐ", "cs")
@example("\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "de")
def test_any_text_has_a_key(text: str, language: str) -> None:
    assert isinstance(sort_key(text, language), str)
