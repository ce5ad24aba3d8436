"""Texts of the same meaning have vectors that lie near each other, in whichever language."""

from pathlib import Path

import numpy as np
import pytest

from search import semantics
from search.analysis import fold
from search.analysis.tokens import tokens
from search.semantics.features import features
from search.semantics.learned import CZECH, GERMAN, MAP, LearnedMap, learned_map, unit
from search.semantics.learning.files import write_map
from search.semantics.model import SIZE, embeddings
from tests.search.things import POISON

PAIRS = [
    ("Wir fräsen Teile aus Aluminium nach Zeichnung.", "Podle výkresu obrábíme hliníkové díly."),
    ("Beschichtung von Metallteilen mit Pulverlack", "práškové lakování kovů"),
    ("Reinigung von Büroräumen", "úklid kanceláří"),
    ("Möbel aus massivem Holz", "nábytek z masivního dřeva"),
    ("Bau von Brücken und Straßen", "výstavba mostů a silnic"),
    ("Steuerberatung für kleine Firmen", "daňové poradenství pro malé podniky"),
    ("Übersetzung von Verträgen", "překlady smluv"),
    ("Verpackungen aus Wellpappe", "obaly z vlnité lepenky"),
    ("Gläser für Kerzen", "skleněné nádoby na svíčky"),
    ("Ausbildung von Schweißern", "školení svářečů"),
    ("Lagerung und Versand von Waren", "skladování a expedice zboží"),
    ("Lebensmittel ohne Gluten", "bezlepkové potraviny"),
    ("Entsorgung von Altholz", "likvidace odpadního dřeva"),
    ("Reparatur von Hebezeugen", "opravy zvedacích zařízení"),
    ("Programmierung von Webseiten", "tvorba internetových stránek"),
]
GERMAN_TEXTS, CZECH_TEXTS = ([pair[side] for pair in PAIRS] for side in (0, 1))
LONGEST_SHARED = 4
"""Letters that words of both sides may begin with alike before they count as the same word."""


@pytest.fixture(scope="module")
def sides() -> tuple[np.ndarray, np.ndarray]:
    """The vectors of the German and of the Czech texts."""
    return semantics.vectors(GERMAN_TEXTS), semantics.vectors(CZECH_TEXTS)


def beginnings(text: str) -> set[str]:
    return {fold(word)[: LONGEST_SHARED + 1] for word in tokens(text)}


@pytest.mark.parametrize(("german", "czech"), PAIRS)
def test_the_pairs_have_no_word_in_common(german: str, czech: str) -> None:
    assert not beginnings(german) & beginnings(czech)


def test_each_text_is_nearest_to_its_translation(sides: tuple[np.ndarray, np.ndarray]) -> None:
    german, czech = sides
    products = german @ czech.T
    expected = list(range(len(PAIRS)))
    assert products.argmax(axis=1).tolist() == expected, "German finds Czech"
    assert products.argmax(axis=0).tolist() == expected, "Czech finds German"


def test_the_translation_is_clearly_nearer_than_any_other(sides: tuple[np.ndarray, np.ndarray]) -> None:
    german, czech = sides
    products = german @ czech.T
    own = products.diagonal().copy()
    np.fill_diagonal(products, -1)
    assert (own - products.max(axis=1)).min() > 0.2
    assert own.min() > 0.4


@pytest.mark.parametrize("text", [*GERMAN_TEXTS, "Glas", "Schweißen", "Drehteile"])
def test_german_is_known(text: str) -> None:
    assert not semantics.is_czech(text)


@pytest.mark.parametrize("text", [*CZECH_TEXTS, "sklo", "svařování", "soustružené díly", "nabytek z masivniho dreva"])
def test_czech_is_known(text: str) -> None:
    assert semantics.is_czech(text)


def test_a_text_has_the_same_vector_in_any_company(sides: tuple[np.ndarray, np.ndarray]) -> None:
    german, czech = PAIRS[3]
    embedded = embeddings([czech, "", german, german])
    assert (embedded[0] == embeddings([czech])[0]).all()
    assert (embedded[[2, 3]] == embeddings([german])[0]).all()
    together = semantics.vectors([czech, "", german])
    # the multiplication by the map may round another way
    assert together[0] == pytest.approx(sides[CZECH][3], abs=1e-6)
    assert together[2] == pytest.approx(sides[GERMAN][3], abs=1e-6)
    assert semantics.vector(german) == pytest.approx(sides[GERMAN][3], abs=1e-6)
    assert semantics.vector(german) is semantics.vector(german), "remembered"


def test_vectors_are_unit(sides: tuple[np.ndarray, np.ndarray]) -> None:
    for side in sides:
        assert side.shape == (len(PAIRS), semantics.DIMENSIONS)
        assert side.dtype == np.float32
        assert np.linalg.norm(side, axis=1) == pytest.approx(1, abs=1e-4)


def test_no_text_at_all() -> None:
    assert semantics.vectors([]).shape == (0, semantics.DIMENSIONS)
    assert embeddings([]).shape == (0, SIZE)


def test_poison_gives_unit_vectors_or_zeros() -> None:
    found = semantics.vectors(list(POISON.values()))
    assert np.isfinite(found).all()
    length = dict(zip(POISON, np.linalg.norm(found, axis=1), strict=True))
    silent = {name for name, number in length.items() if number == 0}
    assert silent == {"emoji", "blank", "grows when decomposed"}
    assert [number for name, number in length.items() if name not in silent] == pytest.approx([1] * 12, abs=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "\ufdfa",
        "\ufdfa" * 500,
        "Glas " + "\ufdfa" * 500,
        "\ufdfa " * 2000,
        "\U0001d15f\u0344\u1fb7" * 300,
        "가나다" * 300,
    ],
)
def test_letters_that_become_many_do_not_end_the_process(text: str) -> None:
    assert np.isfinite(semantics.vectors([text])).all()


def test_unreadable_signs_beside_a_text_do_not_change_it() -> None:
    plain, odd = semantics.vectors(["Möbel aus Holz", "\x00Möbel \ud800 aus \u202e Holz \ufdfa\n"])
    assert plain @ odd > 0.99


def test_combined_is_between_its_passages() -> None:
    texts = ["Möbel aus massivem Holz", "úklid kanceláří"]
    first, second = semantics.vectors(texts)
    both = semantics.combined([(texts[0], 1.0), (texts[1], 0.5)])
    assert both is not None
    assert both.shape == (semantics.DIMENSIONS,)
    assert np.linalg.norm(both) == pytest.approx(1, abs=1e-4)
    assert both == pytest.approx(unit(first + 0.5 * second), abs=1e-6)
    assert both @ first > both @ second


@pytest.mark.parametrize("texts", [[], [""], [" \n", "\x00"], ["😀", "…", "\ufdfa"]])
def test_combined_with_nothing_is_none(texts: list[str]) -> None:
    assert semantics.combined([(text, 1.0) for text in texts]) is None


def test_what_says_nothing_does_not_change_what_is_combined() -> None:
    alone = semantics.combined([("Möbel aus Holz", 0.6)])
    beside = semantics.combined([("😀", 1.0), ("", 1.0), ("Möbel aus Holz", 0.6)])
    assert alone is not None
    assert beside == pytest.approx(alone, abs=1e-6)


def test_the_file_of_the_map_is_what_its_numbers_give(tmp_path: Path) -> None:
    written = tmp_path / "map.npz"
    write_map(learned_map(), written)
    assert written.read_bytes() == MAP.read_bytes()


def test_learned_numbers_fit_each_other() -> None:
    learned = learned_map()
    number = len(learned.rows)
    shapes = {
        name: getattr(learned, name).shape for name in ("language", "centre", "matrix", "table", "scale", "rarity")
    }
    assert shapes == {
        "language": (SIZE + 1,),
        "centre": (2, SIZE),
        "matrix": (2, SIZE, semantics.DIMENSIONS),
        "table": (number, semantics.DIMENSIONS),
        "scale": (number,),
        "rarity": (number,),
    }
    assert sorted(learned.rows.values()) == list(range(number))
    assert all(np.isfinite(getattr(learned, name)).all() for name in shapes)
    assert learned.table.dtype == np.int8
    assert learned.rarity.min() >= 0
    assert learned.scale.min() > 0


def test_unknown_words_bring_nothing() -> None:
    learned: LearnedMap = learned_map()
    assert not learned.of_features({"w:nosuchword": 1.0}).any()
    assert not learned.of_features({}).any()
    assert np.linalg.norm(learned.of_features(features("Möbel", is_czech=False))) > 0


def test_the_version_of_the_map_is_short_and_lasting() -> None:
    assert len(semantics.map_version()) == 8
    assert semantics.map_version() == semantics.map_version()
