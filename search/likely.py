"""Very many found documents: those that come into question first are ranked by their words, too."""

from collections.abc import Callable, Sequence

from django.db.models import F
from pgvector.django import MaxInnerProduct

from search.functions import IsOneOf
from search.models import Document
from search.queries import DocumentQuerySet
from search.ranked import Ranked
from search.reading import Reading

PER_PAGE = 20
type Pages = DocumentQuerySet | Ranked
"""Documents in their order, to be cut."""


class LikelyFirst:
    """What `matching` has found, in the order of relevance, to be cut into pages of PER_PAGE.

    The rank of the words reads all terms of a document, 20 µs each: 13,000 documents with the word "Textilien" would
    take 240 ms to rank. The `likely` ones take 10; behind them the order is that of the meaning alone.
    """

    def __init__(
        self,
        ranked: Callable[[list[int]], Pages],
        likely: Sequence[int],
        found: Callable[[], DocumentQuerySet],
        reading: Reading,
    ) -> None:
        """`ranked` puts documents in the order of their rank; `found` is all of them, which only later pages need."""
        # whole pages, so that none has entries of both orders
        self._likely = list(likely[: len(likely) // PER_PAGE * PER_PAGE])
        self._ranked, self._found = ranked, found
        self._far = MaxInnerProduct("embedding", list(reading.vector))

    def __getitem__(self, part: slice) -> Sequence[Document] | DocumentQuerySet:
        before = len(self._likely)
        if part.stop > before:
            others = self._found().exclude(IsOneOf(F("id"), self._likely)).order_by(self._far, "-id")
            return others[part.start - before : part.stop - before]
        return self._ranked(self._likely)[part]
