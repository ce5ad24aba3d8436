"""The map between the languages is learned in the same way each time, and finds what it has not seen."""

import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from organisations.pairs import LONGEST, SHORTEST, _notes, all_pairs, category_names
from search.semantics.categories import categories
from search.semantics.learned import LearnedMap, unit
from search.semantics.learning import training
from search.semantics.learning.bags import Bags, bags_of, vocabulary_of
from search.semantics.learning.correlation import correlated
from search.semantics.learning.files import write_categories, write_map
from search.semantics.learning.learn import Pair, _language, learn, recall
from search.semantics.learning.steps import Adam
from search.semantics.model import SIZE, embeddings

LEARNED, HELD_OUT = 1_100, 100
LATENT = 24
NOISE = 0.6
EPOCHS = 2
SYLLABLES = ("ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pa", "ro")


def rotation(chance: np.random.Generator) -> np.ndarray:
    """Directions of the latent numbers in the embedding, at right angles."""
    return np.linalg.qr(chance.standard_normal((SIZE, LATENT)))[0].T.astype(np.float32)


def word(number: int) -> str:
    """A made-up word."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:03d}")


@pytest.fixture(scope="module")
def material() -> tuple[list[Pair], np.ndarray, np.ndarray]:
    """Pairs whose embeddings show the same latent numbers, turned another way in each language, with noise."""
    chance = np.random.default_rng(7)
    number = LEARNED + HELD_OUT
    latent = chance.standard_normal((number, LATENT)).astype(np.float32)
    german, czech = (
        unit(latent @ rotation(chance) + NOISE * chance.standard_normal((number, SIZE)).astype(np.float32) / SIZE**0.5)
        for _language in range(2)
    )
    pairs = [Pair(f"{word(n % 97)} teil", f"{word(900 - n % 97)} díl", n) for n in range(number)]
    return pairs, german, czech


def learned_from(material: Any) -> LearnedMap:
    pairs, german, czech = material
    return learn(pairs[:LEARNED], german[:LEARNED], czech[:LEARNED], lambda _epoch, _loss: None)


@pytest.fixture(scope="module")
def learned(material: Any) -> LearnedMap:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "EPOCHS", EPOCHS)
        return learned_from(material)


def test_the_same_pairs_give_the_same_file(
    material: Any, learned: LearnedMap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "EPOCHS", EPOCHS)
    write_map(learned, tmp_path / "first.npz")
    write_map(learned_from(material), tmp_path / "second.npz")
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()


def test_what_was_not_seen_is_found_better_than_by_the_embeddings(material: Any, learned: LearnedMap) -> None:
    _pairs, german, czech = material
    raw = recall(german[LEARNED:], czech[LEARNED:])
    mapped = [unit(learned.of_embeddings(side[LEARNED:], n)) for n, side in enumerate((german, czech))]
    found, back = recall(*mapped), recall(mapped[1], mapped[0])
    assert raw["r1"] < 0.1
    assert min(found["r1"], back["r1"]) > 0.8
    assert min(found["r10"], back["r10"]) > 0.95


def test_the_languages_are_told_apart(material: Any, learned: LearnedMap) -> None:
    _pairs, german, czech = material
    shift = np.ones(SIZE, np.float32) / SIZE**0.5
    moved = replace(learned, language=_language(german[:LEARNED] - shift, czech[:LEARNED] + shift))
    assert (moved.czech_score(german[LEARNED:] - shift) < 0).all()
    assert (moved.czech_score(czech[LEARNED:] + shift) > 0).all()


def test_the_report_tells_of_each_epoch_and_the_loss_falls(material: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "EPOCHS", EPOCHS)
    told: list[tuple[int, float]] = []
    pairs, german, czech = material
    learn(pairs[:LEARNED], german[:LEARNED], czech[:LEARNED], lambda *report: told.append(report))
    assert [epoch for epoch, _loss in told] == [1, 2]
    assert told[1][1] < told[0][1]


def test_pairs_of_the_same_meaning_do_not_contrast() -> None:
    chance = np.random.default_rng(1)
    german, czech = (unit(chance.standard_normal((3, 8)).astype(np.float32)) for _language in range(2))
    czech[1] = czech[0]
    apart = training._contrast(german, czech, np.array([0, 1, 2]))
    same = training._contrast(german, czech, np.array([0, 0, 2]))
    assert same[0] < apart[0]
    assert same[1][0, 1] == same[1][1, 0] == 0
    assert apart[1][0, 1] > 0
    assert (np.diag(same[1]) < 0).all()


def test_the_start_lets_pairs_agree(material: Any) -> None:
    _pairs, german, czech = material
    sides = [unit(side[:LEARNED] - side[:LEARNED].mean(axis=0)) for side in (german, czech)]
    matrices = correlated(*sides, 16)
    assert matrices.shape == (2, SIZE, 16)
    mapped = [side @ matrix for side, matrix in zip(sides, matrices, strict=True)]
    assert [np.linalg.norm(side, axis=1).mean() for side in mapped] == pytest.approx([1, 1], abs=1e-3)
    assert recall(unit(mapped[0]), unit(mapped[1]))["r1"] > 0.8


TEXTS = [{"a": 1.0, "b": 2.0}, {}, {"b": 1.0, "c": 0.5, "rare": 3.0}, {"a": 1.0}, {"c": 1.0, "a": 1.0, "b": 1.0}]


@pytest.fixture
def bags() -> Bags:
    """Bags of TEXTS: `a`, `b` and `c` are known, with the rows 0, 1 and 2."""
    return bags_of(TEXTS, vocabulary_of(TEXTS * 2))


def naive(bags: Bags, table: np.ndarray) -> np.ndarray:
    """The sums text by text."""
    found = np.zeros((len(bags.ends) - 1, table.shape[1]), np.float32)
    for text, (start, end) in enumerate(zip(bags.ends[:-1], bags.ends[1:], strict=True)):
        for place in range(start, end):
            found[text] += bags.weights[place] * table[bags.rows[place]]
    return found


def test_vocabulary_leaves_out_what_is_rare() -> None:
    vocabulary = vocabulary_of(TEXTS * 2)
    assert vocabulary.rows == {"a": 0, "b": 1, "c": 2}
    assert vocabulary.rarity == pytest.approx(np.log(10 / np.array([6, 6, 4])), abs=1e-6)


def test_bags_have_unit_weights_by_rarity(bags: Bags) -> None:
    assert bags.ends.tolist() == [0, 2, 2, 4, 5, 8]
    assert bags.rows.tolist() == [0, 1, 1, 2, 0, 2, 0, 1]
    assert bags.weights[:2] == pytest.approx(np.array([1, 2]) / 5**0.5, abs=1e-6)
    for start, end in ((0, 2), (2, 4), (4, 5), (5, 8)):
        assert np.linalg.norm(bags.weights[start:end]) == pytest.approx(1, abs=1e-6)


def test_sums_are_those_of_a_sum_by_hand(bags: Bags) -> None:
    table = np.random.default_rng(3).standard_normal((3, 5)).astype(np.float32)
    assert bags.sums(table) == pytest.approx(naive(bags, table), abs=1e-6)
    for texts in ([4, 1, 0, 0], [1], [2], [1, 1, 3]):
        chosen = bags.of(np.array(texts))
        assert chosen.sums(table) == pytest.approx(naive(bags, table)[texts], abs=1e-6)
    kept = np.arange(len(bags.rows)) % 2 == 0
    assert bags.thinned(kept).sums(table) == pytest.approx(naive(bags.thinned(kept), table), abs=1e-6)


def test_the_gradient_goes_where_the_sums_came_from(bags: Bags) -> None:
    gradient = np.random.default_rng(4).standard_normal((len(TEXTS), 5)).astype(np.float32)
    by_hand = np.zeros((3, 5), np.float32)
    for text, (start, end) in enumerate(zip(bags.ends[:-1], bags.ends[1:], strict=True)):
        for place in range(start, end):
            by_hand[bags.rows[place]] += bags.weights[place] * gradient[text]
    rows, found = bags.spread(gradient)
    assert rows.tolist() == [0, 1, 2]
    assert found == pytest.approx(by_hand, abs=1e-6)


def test_adam_changes_only_the_given_rows() -> None:
    array = np.ones((4, 2), np.float32)
    adam = Adam(array, 0.1)
    adam.step(np.array([[1.0, -2.0], [0.5, 3.0]], np.float32), 1.0, np.array([1, 3]))
    # the first step of Adam has the length of the rate, whatever the gradient
    assert array == pytest.approx(np.array([[1, 1], [0.9, 1.1], [1, 1], [0.9, 0.9]]), abs=1e-5)
    adam.step(np.ones((1, 2), np.float32), 0.5, np.array([0]))
    assert array[[1, 2, 3]] == pytest.approx(np.array([[0.9, 1.1], [1, 1], [0.9, 0.9]]), abs=1e-5)
    assert (array[0] < 1).all()


def test_adam_finds_the_bottom() -> None:
    array = np.array([3.0, -2.0], np.float32)
    adam = Adam(array, 0.1)
    for step in range(400):
        adam.step(2 * array, max(1 - step / 400, 0.02))
    assert np.abs(array).max() < 0.01


def test_recall_counts_half_of_the_ties() -> None:
    answers = np.eye(3, dtype=np.float32)
    assert recall(answers, answers) == {"r1": 1.0, "r10": 1.0, "mrr": 1.0}
    # the first two answers are the same text: its place is between the first and the second
    twins = answers[[0, 0, 2]]
    assert recall(twins, twins) == {"r1": 1.0, "r10": 1.0, "mrr": round((2 / 1.5 + 1) / 3, 3)}
    assert recall(np.zeros((30, 2), np.float32), np.zeros((30, 2), np.float32))["r10"] == 0.0
    assert recall(answers, answers[[1, 2, 0]])["r1"] == 0.0


def test_the_pairs_of_the_site_are_clean() -> None:
    pairs = all_pairs()
    assert len(pairs) > 20_000
    assert all(pair.german.strip() and pair.czech.strip() for pair in pairs)
    meanings = [pair.meaning for pair in pairs]
    assert meanings == sorted(meanings), "what means the same stands together"
    assert pairs == all_pairs()


def test_the_lines_of_the_notes_fit_each_other() -> None:
    notes = list(_notes())
    assert len(notes) > 1_000
    assert all(SHORTEST <= len(text) <= LONGEST for pair in notes for text in pair)
    assert not any(text.startswith(("-", "–", "•")) or text.endswith(":") for pair in notes for text in pair)
    chosen = random.Random(2).sample(notes, 40)
    german, czech = (embeddings([pair[side] for pair in chosen]) for side in (0, 1))
    # by the plain embeddings, which have not learned from these pairs
    assert recall(unit(german - german.mean(axis=0)), unit(czech - czech.mean(axis=0)))["r1"] > 0.85


def test_numbers_in_both_names_are_the_same() -> None:
    names = [[set(re.findall(r"[1-9]\d*", text)) for text in (pair.german, pair.czech)] for pair in all_pairs()]
    both = [(german, czech) for german, czech in names if german and czech]
    assert len(both) > 20
    assert [(german, czech) for german, czech in both if not german & czech] == []


def test_each_name_of_a_category_has_a_known_code() -> None:
    named = category_names()
    known = Counter(code for code, _names in named)
    assert set(categories().codes) == set(known), "the file of the categories was made from these"
    assert len(categories().owner) == len(named)
    assert all(re.fullmatch(r"\d{8}", code) for code in known)
    assert all(names and all(name.strip() for name in names) for _code, names in named)


def test_categories_are_written_in_bytes(tmp_path: Path) -> None:
    vectors = unit(np.random.default_rng(5).standard_normal((4, 192)).astype(np.float32))
    for name in ("first.npz", "second.npz"):
        write_categories(["03000000"] * 4, vectors, tmp_path / name)
    assert (tmp_path / "first.npz").read_bytes() == (tmp_path / "second.npz").read_bytes()
    with np.load(tmp_path / "first.npz") as file:
        read = file["vectors"].astype(np.float32) * file["scale"]
        assert file["codes"].tolist() == [b"03000000"] * 4
    assert read == pytest.approx(vectors, abs=float(np.abs(vectors).max()) / 127)
