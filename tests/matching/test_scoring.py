"""The scoring without a database: words, trade, conditions, score, taste."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from matching.scoring import NO_TASTE, Entry, Taste, compare, fits_at_all, score
from matching.scoring.entries import Answers
from matching.scoring.score import MOST_REASONS
from matching.scoring.taste import taste_of
from matching.scoring.trade import materials, processes
from matching.scoring.words import found_in, share, words_of
from search.analysis.forms import all_parts, forms
from search.analysis.tokens import tokens

TODAY = date(2026, 11, 22)
CODES = frozenset({"44000000", "44300000", "44310000", "44316000"})
NAMES = {"drehteil": ("soustružené díly",)}


def names(text: str) -> dict[str, tuple[str, ...]]:
    """A term list with one term."""
    return {key: found for key, found in NAMES.items() if key in {forms(word)[0] for word in tokens(text)}}


def terms(text: str) -> frozenset[str]:
    """As `search.analysis.vector` writes them."""
    return frozenset(form for word in tokens(text) for piece in (word, *all_parts(word)) for form in forms(piece))


def entry(number: int, title: str = "Drehteil aus Edelstahl", **fields: Any) -> Entry:
    """An offer of its own organisation."""
    values: dict[str, Any] = {
        "document_id": number, "kind": "listing", "object_id": number, "owner_id": number, "side": "offer",
        "type": "product", "title_words": words_of(title, names), "terms": terms(title), "codes": CODES,
        "exact_codes": frozenset({"44316000"}), "country": "DE", "region": "DED2D", "place": (0.0, 0.0),
        "languages": frozenset({"de"}), "materials": materials(title), "processes": processes(title),
    }  # fmt: skip
    return Entry(**(values | fields))


def demand(**fields: Any) -> Entry:
    """A demand of another organisation."""
    return entry(1, **{"side": "demand", **fields})


def value(source: Entry, target: Entry, taste: Taste = NO_TASTE) -> float:
    """The score of a pair."""
    return score(source, target, compare(source, target, TODAY), taste).value


def codes(source: Entry, target: Entry) -> list[str]:
    """The reasons of a pair."""
    return [reason.code for reason in score(source, target, compare(source, target, TODAY)).reasons]


def test_a_word_is_found_in_the_other_language() -> None:
    [word] = words_of("Drehteil", names)
    [found] = found_in([word], terms("Nabízíme soustružené díly z nerezu"))
    assert found.name == "soustružené díly"
    assert 0.8 < found.strength < 1
    assert share([found]) == pytest.approx(found.strength)
    assert share([]) == 0


def test_a_part_of_a_compound_says_less_than_the_whole() -> None:
    [word] = words_of("Sensorgehäuse", names)
    strengths = [found_in([word], terms(text))[0].strength for text in ("Sensorgehäuse", "Gehäuse", "Holz")]
    assert strengths[0] == 1.0 > strengths[1] > strengths[2] == 0


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Drehteilen", "de", ["Drehteil"]),
        ("Stirnrädern", "de", ["Stirnrad"]),
        ("Exportverpackungen", "de", ["Exportverpackung"]),
        ("CNC", "de", ["CNC"]),
        ("glazurou", "cs", ["glazura"]),
        ("Technologiím", "cs", ["technologie"]),
        # no dictionary has it: as it was typed
        ("výlisků", "cs", ["výlisků"]),
        ("Stirnrädern", "", ["Stirnrädern"]),
    ],
)
def test_a_word_is_quoted_in_its_basic_form(text: str, language: str, written: list[str]) -> None:
    """A reason reads naturally, and what it quotes is found in the text."""
    assert [word.basic for word in words_of(text, names, language)] == written
    assert all(set(forms(word.lower())) & terms(text) for word in written)


def test_short_numbers_say_nothing() -> None:
    assert [word.written for word in words_of("500 Wellen, 1.4404", names)] == ["Wellen", "4404"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Gehäuse aus 1.4404", {"stainless_steel"}),
        ("díly z nerezové oceli", {"stainless_steel", "steel"}),
        ("Edelstahl", {"stainless_steel"}),
        ("Wellen aus 42CrMo4", {"steel"}),
        ("Mosazné písty CW508L", {"brass"}),
        ("Glasurfehler", set()),
        ("hliníkové odlitky", {"aluminium"}),
        ("Rahmen aus Buche", {"wood"}),
        ("Softwareentwicklung", set()),
    ],
)
def test_materials(text: str, named: set[str]) -> None:
    assert materials(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Langdrehteile", {"turning"}),
        ("Soustružení a frézování", {"turning", "milling"}),
        ("Spritzgussteile", {"moulding"}),
        ("Verzahnen von Stirnrädern", {"gear_cutting"}),
        ("Kalení a cementování", {"hardening"}),
        ("Verdrehsicherung", set()),
        ("Übersetzungen", set()),
    ],
)
def test_processes(text: str, named: set[str]) -> None:
    assert processes(text) == named


def test_what_rules_a_pair_out() -> None:
    day = timedelta(days=1)
    good = entry(2, delivery=frozenset({"DED2D"}), holds={"ISO 9001": TODAY})
    wanted = demand(needs=frozenset({"ISO 9001"}))
    assert fits_at_all(wanted, good, TODAY)
    for bad in (
        entry(2, owner_id=1, holds={"ISO 9001": None}),
        entry(2, last_day=TODAY - day, holds={"ISO 9001": None}),
        entry(2, delivery=frozenset({"CZ051"}), holds={"ISO 9001": None}),
        entry(2, holds={}),
        entry(2, holds={"ISO 9001": TODAY - day}),
        entry(2, side="demand", holds={"ISO 9001": None}),
    ):
        assert not fits_at_all(wanted, bad, TODAY)
    assert fits_at_all(wanted, entry(2, delivers_everywhere=True, holds={"ISO 9001": None}), TODAY)


def test_hard_conditions_are_the_same_from_both_sides() -> None:
    wanted = demand(needs=frozenset({"ISO 9001"}), delivery=frozenset({"CZ041"}))
    for offer in (entry(2), entry(2, holds={"ISO 9001": None}), entry(2, delivery=frozenset({"DED2D"}))):
        assert fits_at_all(wanted, offer, TODAY) is fits_at_all(offer, wanted, TODAY)


def test_another_material_or_process_counts_against() -> None:
    same, other = entry(2), entry(2, materials=frozenset({"wood"}))
    assert value(demand(), same) > value(demand(), other)
    milled = entry(2, processes=frozenset({"milling"}))
    assert value(demand(processes=frozenset({"turning"})), same) > value(
        demand(processes=frozenset({"turning"})), milled
    )


def test_soft_conditions_decide_between_equals() -> None:
    source, plain = demand(), entry(2, place=(400.0, 0.0), languages=frozenset())
    for better in (
        entry(2, languages=frozenset()),
        entry(2, place=(400.0, 0.0)),
        entry(2, place=(400.0, 0.0), languages=frozenset(), confirmed=TODAY),
        entry(2, place=(400.0, 0.0), languages=frozenset(), answers=Answers(1.0, 5)),
    ):
        assert value(source, better) > value(source, plain)


def test_the_other_side_comes_first_only_on_request() -> None:
    here, there = entry(2), entry(3, country="CZ")
    assert value(demand(), here) == value(demand(), there)
    wish = demand(prefers_other_side=True)
    assert value(wish, there) > value(wish, here)
    assert "across" in codes(wish, there)
    assert "across" not in codes(wish, here)


def test_what_is_not_read_yet_is_compared_by_words_and_codes() -> None:
    vector = np.ones(4) / 2
    assert value(demand(vector=vector), entry(2)) > 0.5
    assert value(demand(vector=vector), entry(2, vector=vector)) > value(
        demand(vector=vector), entry(2, vector=-vector)
    )


def test_no_more_than_four_reasons_and_two_of_them_of_the_thing() -> None:
    source, target = demand(delivery=frozenset({"DED2D"})), entry(2, delivery=frozenset({"DED2D"}))
    found = codes(source, target)
    assert len(found) == MOST_REASONS
    assert found[:2] == ["words", "category"]
    assert found[2:] == ["distance", "delivery"]


def test_a_cipher_gives_no_hint_of_its_owner() -> None:
    told = {"distance", "language", "answers", "across"}
    open_ = entry(2, country="CZ", language="cs", answers=Answers(1.0, 5))
    assert told & {reason.code for reason in _all_reasons(open_)}
    assert not told & {reason.code for reason in _all_reasons(entry(2, country="CZ", language="cs",
                       answers=Answers(1.0, 5), is_cipher=True))}  # fmt: skip


def _all_reasons(target: Entry) -> tuple[Any, ...]:
    """Of a pair that has nothing else in common."""
    source = demand(title_words=(), codes=frozenset(), materials=frozenset(), prefers_other_side=True)
    bare = {"title_words": (), "codes": frozenset(), "terms": frozenset(), "materials": frozenset()}
    target = replace(target, **bare)  # type: ignore[arg-type]
    return score(source, target, compare(source, target, TODAY)).reasons


def test_answers_move_the_ranking_in_their_direction() -> None:
    target = entry(2)
    plain = value(demand(), target)
    assert value(demand(), target, taste_of([CODES], [])) > plain
    assert value(demand(), target, taste_of([], [CODES])) < plain
    assert value(demand(), target, taste_of([], [], too_far=["DED2D"])) < plain
    assert value(demand(), target, taste_of([], [], not_them=[2])) < plain / 1.8
    assert value(demand(), target, taste_of([], [["39120000"]], too_far=["CZ041"], not_them=[9])) == plain


def test_many_answers_do_not_drown_the_thing_itself() -> None:
    assert value(demand(), entry(2), taste_of([], [CODES] * 100)) > value(demand(), entry(2)) * 0.7
