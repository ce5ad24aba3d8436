"""The first pages of very many documents."""

import pytest

from bilingual.choices import Language
from search import likely
from search.choices import Match, Sort
from search.likely import LikelyFirst
from search.models import Document
from search.reading import Reading
from search.semantics import DIMENSIONS
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
    return Reading(Match.EXACT, "'glas'", vector=tuple(at(0.0)))


def numbers(found: object) -> list[int]:
    return [document.object_id for document in found]  # type: ignore[attr-defined]


def test_the_nearest_are_ranked_and_the_others_follow(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likely, "RANKED", 8)
    documents = Document.objects.of_kind(KIND).matching("Glas", reading)
    rows = LikelyFirst(documents, reading)
    assert numbers(documents.sorted_by(Sort.RELEVANCE, Language.DE)) == list(range(1, 13))
    assert [numbers(rows[start : start + 4]) for start in (0, 4, 8)] == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]


def test_what_nobody_has_read_yet_is_ranked_by_its_words(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likely, "RANKED", 4)
    Document.objects.filter(object_id=12).update(embedding=None)
    documents = Document.objects.of_kind(KIND).matching("Glas", reading)
    first = LikelyFirst(documents, reading)[0:4]
    assert set(numbers(first)) <= {1, 2, 3, 4, 12}
    assert numbers(first) == numbers(documents.filter(object_id__in=[1, 2, 3, 4, 12]).order_by("-rank", "-id")[:4])
