"""Which documents a list shows, and in which order."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Self, cast

from django.contrib.postgres.search import SearchQueryField, SearchRank
from django.db import models
from django.db.models import BooleanField, Expression, F, FloatField, IntegerField, OrderBy, Q, Value
from django.db.models.functions import Cast, Coalesce
from pgvector.django import MaxInnerProduct

from bilingual.choices import Language
from search.choices import Match, Sort
from search.functions import Freshness, IsOneOf, Operator, Point
from search.reading import NEIGHBOURS, Reading, read

if TYPE_CHECKING:
    from search.models import Document  # noqa: F401 - the base class names it

# of texts with weight D, C, B, A
RANK_OF_WEIGHTS = (0.1, 0.2, 0.4, 1.0)
BOUNDED_BY_ONE = 32
WORDS_COUNT = {Match.EXACT: 2.0, Match.SIMILAR: 1.5, Match.ANY: 0.3}
"""How much the rank of the words counts beside the similarity in meaning."""
AT_THE_PLACE = 10.0
"""Added where a town is named and a document has all words: more than words and meaning are worth together."""
FRESHNESS = 0.15
"""How much a confirmation of today raises the rank; after a year about a third of it is left."""


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, by the questions that list pages ask."""

    def of_kind(self, kind: str) -> Self:
        """Only things of one kind."""
        return self.filter(kind=kind)

    def unread(self) -> Self:
        """Those whose texts have changed since they were read for their meaning."""
        return self.exclude(passages=F("embedded_passages"))

    def unread_ids(self, most: int) -> list[int]:
        """The newest of them, by an index that holds nothing else; mostly there are none.

        As a condition among others the planner takes it for true of nearly all documents, and reads them.
        """
        return list(self.unread().order_by("-id").values_list("pk", flat=True)[:most])

    def finds(self, reading: Reading) -> bool:
        """Whether some of these documents have what `reading` asks for."""
        return self.filter(_has(reading)).exists()

    def matching(self, text: str, reading: Reading | None = None) -> Self:
        """The documents that `text` finds, with their `rank`; all of them when it is blank.

        `reading` is what `search.reading.read(documents, text)` says, which is asked when it is not given. Ask
        before facets are chosen: a region without a hit shall be empty and not show what is spelt alike.
        """
        if not text.strip():
            return self
        reading = reading or read(self, text)
        if not reading.query:
            return self.none()
        return self.ranked(reading).filter(Q(has_words=True) | Q(IsOneOf(F("id"), reading.near)))

    def ranked(self, reading: Reading) -> Self:
        """With `has_words`, whether a document has the words, and `rank`, how well it fits."""
        return self.annotate(has_words=_has(reading)).by_rank(reading)

    def by_rank(self, reading: Reading) -> Self:
        """With `rank` alone, where it is known otherwise who has the words: each look into them reads them anew."""
        return self.annotate(rank=_rank(reading))

    def nearest(self, vector: Sequence[float], limit: int = NEIGHBOURS) -> list[tuple[int, float]]:
        """The ids of the documents whose texts are nearest in meaning, with their similarity, nearest first."""
        rows = self.filter(embedding__isnull=False).annotate(far=MaxInnerProduct("embedding", list(vector)))
        return [(pk, -far) for pk, far in rows.order_by("far").values_list("pk", "far")[:limit]]

    def with_ids(self, ids: Sequence[int]) -> Self:
        """Only these documents, which may be hundreds."""
        return self.filter(IsOneOf(F("id"), ids))

    def with_facets(self, selected: Mapping[str, Collection[str]]) -> Self:
        """Only documents with one of the codes of each facet; a facet without codes does not restrict."""
        documents = self
        for name, codes in selected.items():
            if codes:
                documents = documents.filter(facets__overlap=[f"{name}:{code}" for code in sorted(codes)])
        return documents

    def measured_from(self, near: tuple[float, float] | None) -> Self:
        """With `distance_km` from `near`, a point in kilometres on the plane; None where the place is unknown."""
        if near is None:
            return self
        here = Point(Value(near[0]), Value(near[1]))
        return self.annotate(distance_km=Operator(Point("x_km", "y_km"), "<->", here, FloatField()))

    def sorted_by(self, sort: Sort, language: Language, near: tuple[float, float] | None = None) -> Self:
        """In the order of `sort`, the id decides between equals; by distance only when `near` is known."""
        if sort is Sort.DISTANCE and near is not None:
            return self.measured_from(near).order_by(F("distance_km").asc(), "id")
        if sort is Sort.NAME:
            return self.order_by(f"sort_key_{language.value}", "id")
        if sort is Sort.NEWEST:
            return self.order_by("-published_at", "-id")
        return self.order_by(*self._by_relevance())

    def _by_relevance(self) -> list[str | OrderBy]:
        if "rank" in self.query.annotations:
            return ["-rank", "-id"]
        return [F("confirmed_at").desc(nulls_last=True), "-id"]

    def for_cards(self) -> Self:
        """Without the columns that no card shows."""
        return self.defer("terms", "embedding", "passages", "embedded_passages", "sort_key_de", "sort_key_cs")


def _has(reading: Reading) -> Operator:
    return Operator(F("terms"), "@@", _tsquery(reading.query), BooleanField())


def _tsquery(query: str) -> Cast:
    return Cast(Value(query), SearchQueryField())


def _rank(reading: Reading) -> Expression:
    """How often and in how weighty texts the words stand, near each other when all are asked for.

    Not ts_rank_cd: for two words in 5,000 documents it takes four times as long, 67 ms instead of 17.
    """
    rank: Expression = SearchRank(
        F("terms"),
        _tsquery(reading.ranked_by or reading.query),
        weights=Value(list(RANK_OF_WEIGHTS)),
        normalization=Value(BOUNDED_BY_ONE),
    ) * Value(WORDS_COUNT[reading.match])
    if reading.vector:
        # unread documents have no place yet: they are found by their words
        rank = rank + Coalesce(Value(0.0) - MaxInnerProduct("embedding", list(reading.vector)), Value(0.0))
    rank = cast("Expression", rank * (Value(1.0) + Value(FRESHNESS) * Freshness(F("confirmed_at"))))
    return (
        rank + Cast(Cast(_has(reading), IntegerField()), FloatField()) * Value(AT_THE_PLACE)
        if reading.ranked_by
        else rank
    )
