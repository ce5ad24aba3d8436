"""Facet counts against a count by hand."""

import random
from typing import Any

import pytest

from search.facets import facet_counts
from search.models import Document
from tests.search.things import KIND, Things

CODES = {"region": ["R1", "R2", "R3"], "sector": ["S1", "S2", "S3", "S4"], "language": ["de", "cs"]}
COUNT = 120


def fulfils(facets: set[str], selected: dict[str, set[str]]) -> bool:
    return all(any(f"{name}:{code}" in facets for code in codes) for name, codes in selected.items() if codes)


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
    for name, codes in CODES.items():
        others = {other: chosen for other, chosen in selected.items() if other != name}
        for code in codes:
            by_hand = sum(fulfils(row, others) and f"{name}:{code}" in row for row in rows)
            assert counted.counts[name].get(code, 0) == by_hand, (name, code)


@pytest.mark.django_db
def test_counts_of_nothing(things: Things) -> None:
    counted = facet_counts(Document.objects.none(), ["region"], {"region": {"R1"}})
    assert (counted.total, counted.counts) == (0, {"region": {}})
