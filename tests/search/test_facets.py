"""Facet counts against a count by hand."""

import random
from typing import Any

import pytest

from search import facets
from search.facets import CACHE, FacetCounts, cached_facet_counts, facet_counts
from search.models import Document
from search.queries import DocumentQuerySet
from search.version import index_version
from tests.search.things import KIND, Things

CODES = {"region": ["R1", "R2", "R3"], "sector": ["S1", "S2", "S3", "S4"], "language": ["de", "cs"]}
COUNT = 120


def fulfils(facets: set[str], selected: dict[str, set[str]]) -> bool:
    return all(any(f"{name}:{code}" in facets for code in codes) for name, codes in selected.items() if codes)


def on_the_shelf(documents: DocumentQuerySet, selected: dict[str, set[str]], **options: Any) -> FacetCounts:
    """The counts of a process that has counted often."""
    CACHE.clear()
    for number in range(facets.WORTH_A_SHELF):
        assert CACHE.shelf(index_version(), ["cpv"]) is None, number
    return cached_facet_counts(documents, list(CODES), selected, **options)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_counts_are_those_of_a_count_by_hand(things: Things, django_assert_num_queries: Any, seed: int) -> None:
    chance = random.Random(seed)
    everything = [f"{name}:{code}" for name, codes in CODES.items() for code in codes]
    rows = [set(chance.sample(everything, chance.randint(0, 6))) for _row in range(COUNT)]
    things.put_all(*[{"facets": row, "title": "Glas" if number % 2 else "Holz"} for number, row in enumerate(rows)])
    selected = {name: set(chance.sample(codes, chance.randint(0, 2))) for name, codes in CODES.items()}
    text = chance.choice(["", "Glas"])
    documents = Document.objects.of_kind(KIND)
    if text:
        rows = rows[1::2]
        documents = documents.matching(text)

    with django_assert_num_queries(1):
        counted = facet_counts(documents, list(CODES), selected)

    assert counted.total == sum(fulfils(row, selected) for row in rows)
    assert on_the_shelf(documents, selected) == counted
    for name, codes in CODES.items():
        others = {other: chosen for other, chosen in selected.items() if other != name}
        for code in codes:
            by_hand = sum(fulfils(row, others) and f"{name}:{code}" in row for row in rows)
            assert counted.counts[name].get(code, 0) == by_hand, (name, code)


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", [{}, {"sector": {"S1", "S3"}}, {"sector": {"S1"}, "region": {"R1"}}])
def test_of_a_sparse_facet_the_chosen_codes_are_counted(things: Things, chosen: dict[str, set[str]]) -> None:
    rows = [{"region:R1", "sector:S1", "sector:S2"}, {"region:R1", "sector:S3"}, {"region:R2", "sector:S1"}]
    things.put_all(*[{"facets": row} for row in rows])
    documents = Document.objects.of_kind(KIND)
    CACHE.clear()
    for _time in range(2):
        for selected in ({}, chosen):
            counted = cached_facet_counts(documents, ["region", "sector"], selected, sparse=["sector"])
            plain = facet_counts(documents, list(CODES), selected)
            shelved = on_the_shelf(documents, selected, sparse=["sector"])
            assert (shelved.total, shelved.counts["sector"]) == (plain.total, counted.counts["sector"])
            assert (counted.total, counted.counts["region"]) == (plain.total, plain.counts["region"])
            codes = selected.get("sector", set())
            assert counted.counts["sector"] == {
                code: number for code, number in plain.counts["sector"].items() if code in codes
            }


def test_what_was_asked_for_longest_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "MOST_KEPT", 2)
    kept = facets.Keeper()
    for number in range(3):
        kept.put(bytes([number]), FacetCounts(number, {}))
        kept.get(b"\x00")
    assert [counted.total if (counted := kept.get(bytes([number]))) else None for number in range(3)] == [0, None, 2]


@pytest.mark.django_db
def test_a_change_makes_the_shelf_anew(things: Things) -> None:
    things.put_all({"facets": {"region:R1"}}, {"facets": {"region:R1", "language:de"}})
    everything = Document.objects.of_kind(KIND)
    assert on_the_shelf(everything, {}).counts == {"region": {"R1": 2}, "sector": {}, "language": {"de": 1}}
    things.put_all({"facets": {"region:R2"}})
    assert cached_facet_counts(everything, list(CODES), {}) == facet_counts(everything, list(CODES), {})
    assert on_the_shelf(everything, {}).counts == facet_counts(everything, list(CODES), {}).counts
    assert on_the_shelf(everything, {"region": {"R9"}}).total == 0
    Document.objects.all().delete()
    assert on_the_shelf(everything, {"region": {"R1"}}) == FacetCounts(0, {name: {} for name in CODES})


@pytest.mark.django_db
def test_counts_of_nothing(things: Things) -> None:
    counted = facet_counts(Document.objects.none(), ["region"], {"region": {"R1"}})
    assert (counted.total, counted.counts) == (0, {"region": {}})
