"""The first pages of very many documents."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from bilingual.choices import Language
from search import likely, picked
from search.choices import Match, Sort
from search.facets import CACHE, WORTH_A_SHELF
from search.likely import LikelyFirst
from search.models import Document
from search.ranked import Ranked
from search.reading import Reading, read
from search.semantics import DIMENSIONS
from search.version import index_version
from tests.search.test_filters import ThingFilterSet
from tests.search.things import KIND, Things

pytestmark = pytest.mark.django_db


def at(angle: float) -> list[float]:
    """A vector that is the nearer to the question, the smaller the angle."""
    return [1 - angle, (1 - (1 - angle) ** 2) ** 0.5, *[0.0] * (DIMENSIONS - 2)]


@pytest.fixture
def reading(things: Things) -> Reading:
    """Twelve things with the same word, the later ones farther from the question."""
    things.put_all(*[{"title": f"Glas {pk}"} for pk in range(1, 13)])
    for document in Document.objects.all():
        Document.objects.filter(pk=document.pk).update(embedding=at(document.object_id / 20))
    return Reading(Match.EXACT, ("'glas'",), vector=tuple(at(0.0)))


def numbers(found: object) -> list[int]:
    return [document.object_id for document in found]  # type: ignore[attr-defined]


def test_the_likely_ones_are_ranked_and_the_others_follow(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likely, "PER_PAGE", 4)
    documents = Document.objects.of_kind(KIND).matching("Glas", reading)
    first = list(documents.filter(object_id__lte=9).order_by("object_id").values_list("pk", flat=True))
    rows = LikelyFirst(lambda ids: Ranked(ids, reading), first, lambda: documents, reading)
    assert [numbers(rows[start : start + 4]) for start in (0, 4, 8)] == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]


def ask(query: str) -> ThingFilterSet:
    return ThingFilterSet(QueryDict(query), Document.objects.of_kind(KIND).for_cards())


def shelved(query: str) -> ThingFilterSet:
    """The question to a process that has the documents on its shelf."""
    CACHE.clear()
    for _time in range(WORTH_A_SHELF):
        CACHE.shelf(index_version(), [])
    filterset = ask(query)
    assert filterset.picked
    return filterset


def pages(filterset: ThingFilterSet, size: int = 4) -> list[list[int]]:
    return [
        numbers(filterset.rows[start : min(start + size, filterset.total)]) for start in range(0, filterset.total, size)
    ]


@pytest.mark.parametrize(
    "query", ["q=Glas", "q=Glass+Zittau", "q=Glaz", "q=Holz+Glas&region=DED2D", "q=Nichts", "q=%21"]
)
@pytest.mark.parametrize("very_many", [300, 5])
def test_the_shelf_finds_what_the_database_finds(
    things: Things, monkeypatch: pytest.MonkeyPatch, query: str, very_many: int
) -> None:
    monkeypatch.setattr(likely, "PER_PAGE", 4)
    monkeypatch.setattr(picked, "VERY_MANY", very_many)
    words = ["Glas", "Holz", "Glas und Holz", "Glasmacher in Zittau", "Zittau"]
    regions = ["DED2D", "CZ051", "DED21"]
    things.put_all(
        *[{"title": words[pk % 5], "facets": [f"region:{regions[pk % 3]}"]} for pk in range(30)],
    )
    for document in Document.objects.exclude(object_id__in=[7, 8]):
        Document.objects.filter(pk=document.pk).update(embedding=at(document.object_id / 40))
    CACHE.clear()
    plain = ask(query)
    assert plain.picked is None
    assert plain.counted.total == plain.qs.count()
    quick = shelved(query)
    assert quick.total == plain.total == plain.qs.count()
    assert quick.counted == plain.counted
    assert quick.match == plain.match
    found = [number for page in pages(quick) for number in page]
    assert sorted(found) == sorted(numbers(plain.qs))
    if plain.total <= very_many:
        assert found == numbers(plain.qs)


def test_where_a_town_is_named_who_is_there_comes_first(things: Things) -> None:
    things.put_all({"title": "Glas"}, {"title": "Bleche, Rohre und auch Glas in Zittau"})
    for document in Document.objects.all():
        Document.objects.filter(pk=document.pk).update(embedding=at((document.object_id - 1) / 2))
    understood = read(Document.objects.all(), "Glas Zittau")
    assert understood.ranked_by
    assert "zittau" not in understood.ranked_by
    assert "zittau" in understood.query
    asked = replace(understood, vector=tuple(at(0.0)))
    there = Document.objects.get(object_id=2).pk
    ids = list(Document.objects.values_list("pk", flat=True))
    assert numbers(Ranked(ids, asked, [there])[0:2]) == [2, 1]
    assert numbers(Document.objects.by_rank(asked).sorted_by(Sort.RELEVANCE, Language.DE)) == [2, 1]
    # the words alone
    assert numbers(Ranked(ids, asked)[0:2]) == [1, 2]


@pytest.mark.parametrize("text", ["Glas", "Zittau", "Glas  und Holz"])
def test_without_a_town_beside_other_words_all_words_count(things: Things, text: str) -> None:
    things.put_all({"title": "Glas und Holz in Zittau"})
    assert read(Document.objects.all(), text).ranked_by == ""
