"""What a question finds, worked out on the shelf: each typed word is looked up once, whatever it is asked with."""

from collections.abc import Collection, Sequence

import numpy as np

from search.choices import Match
from search.facets import FacetCounts, Selected, counts_on_shelf, found_by
from search.models import Document
from search.prepared import rows
from search.prepared import vector as as_vector
from search.queries import DocumentQuerySet
from search.reading import Reading
from search.shelf import Bits, Shelf, how_many

# the number stands in the text: only then the planner knows that few are wanted
NEAREST = """
    SELECT id, embedding <#> %s::halfvec AS far FROM search_document WHERE embedding IS NOT NULL
    ORDER BY far LIMIT {limit}
"""
VERY_MANY = 300
"""Documents; of more only those that come into question are ranked by their words."""


class Picked:
    """The documents of a list on the shelf."""

    def __init__(self, shelf: Shelf, documents: DocumentQuerySet) -> None:
        self.shelf, self._documents = shelf, documents
        self._list = found_by(documents)
        self._all = shelf.mask(self._list) if self._list else shelf.these([])

    def finds(self, reading: Reading) -> bool:
        """Whether some of the documents have the words."""
        return bool(self._with_words(reading).any())

    def has_very_many(self, reading: Reading) -> bool:
        """Whether more documents have the words than can be ranked in no time."""
        return how_many(self._with_words(reading)) > VERY_MANY

    def nearest(self, vector: Sequence[float], limit: int) -> list[tuple[int, float]]:
        """As `DocumentQuerySet.nearest`; of all documents without making and planning the statement anew."""
        if how_many(self._all) < len(self.shelf.ids):
            return self._documents.nearest(vector, limit)
        found = rows(NEAREST.format(limit=limit), [as_vector(tuple(vector))])
        return [(pk, -far) for pk, far in found]

    def found(self, reading: Reading) -> Bits:
        """The documents with the words, and those that are near in meaning."""
        return self._with_words(reading) | (self.shelf.these(reading.near) & self._all)

    def likely(self, reading: Reading, selected: Selected) -> list[int]:
        """Of what is found and has the chosen codes: all, or of very many those that come into question first.

        Those are the nearest in meaning, and what nobody has read for its meaning yet.
        """
        bits = self._chosen(reading, selected)
        if how_many(bits) <= VERY_MANY:
            return self.shelf.ids_of(bits)
        unread = self.shelf.ids_of(bits & self.shelf.unread)[:VERY_MANY]
        known = set(self.shelf.ids_of(bits & self.shelf.these(reading.neighbours)))
        return [*unread, *[pk for pk in reading.neighbours if pk in known][:VERY_MANY]]

    def chosen(self, reading: Reading, selected: Selected) -> list[int]:
        """The ids of all that is found and has the chosen codes."""
        return self.shelf.ids_of(self._chosen(reading, selected))

    def having(self, reading: Reading, ids: Sequence[int]) -> list[int]:
        """Those of these documents that have the words."""
        return self.shelf.ids_of(self._with_words(reading) & self.shelf.these(ids))

    def tell_words(self, documents: Sequence[Document], reading: Reading) -> None:
        """Note with each document whether it has the words (`has_words`)."""
        having = set(self.having(reading, [row.pk for row in documents]))
        for row in documents:
            row.has_words = row.pk in having  # type: ignore[attr-defined]

    def counted(self, reading: Reading, facets: Collection[str], selected: Selected) -> FacetCounts:
        """What `search.facets.cached_facet_counts` says, without a statement."""
        question = self._list, (reading.match, reading.groups, reading.near)
        return counts_on_shelf(self.shelf, question, self.found(reading), facets, selected)

    def _chosen(self, reading: Reading, selected: Selected) -> Bits:
        chosen = [self.shelf.any_of(name, codes) for name, codes in selected.items() if codes]
        both: Bits = np.bitwise_and.reduce([self.found(reading), *chosen])
        return both

    def _with_words(self, reading: Reading) -> Bits:
        if not reading.groups:
            return self.shelf.these([])
        masks = self.shelf.with_words(reading.groups)
        together = np.bitwise_or if reading.match is Match.ANY else np.bitwise_and
        return together.reduce(masks) & self._all
