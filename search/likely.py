"""Very many found documents: only those that are nearest in meaning are ranked by their words, too."""

from django.db.models import Q
from pgvector.django import MaxInnerProduct

from bilingual.text import page_language
from search.choices import Sort
from search.queries import DocumentQuerySet
from search.reading import Reading

RANKED = 500
"""So many documents, up to page 25; behind them the order is that of the meaning alone."""


class LikelyFirst:
    """What `matching` has found, in the order of relevance, to be cut into pages.

    The rank of the words reads all terms of a document, 20 µs each: 13,000 documents with the word "Textilien" take
    240 ms to rank, and 30 ms in this way. Documents that nobody has read for their meaning yet are all ranked.
    """

    def __init__(self, found: DocumentQuerySet, reading: Reading) -> None:
        self._found = found
        self._far = MaxInnerProduct("embedding", list(reading.vector))

    def __getitem__(self, part: slice) -> DocumentQuerySet:
        if part.stop > RANKED:
            return self._found.order_by(self._far, "-id")[part]
        nearest = self._found.order_by(self._far).values("pk")[:RANKED]
        likely = self._found.filter(Q(pk__in=nearest) | Q(embedding=None))
        return likely.sorted_by(Sort.RELEVANCE, page_language())[part]
