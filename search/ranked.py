"""Documents in the order of relevance, where it is known which ones they are."""

from collections.abc import Sequence
from functools import cache

from django.db import DEFAULT_DB_ALIAS

from search.models import Document
from search.prepared import numbers, rows, vector
from search.queries import AT_THE_PLACE, BOUNDED_BY_ONE, FRESHNESS, RANK_OF_WEIGHTS, WORDS_COUNT
from search.reading import Reading

# as DocumentQuerySet.by_rank, in one text for all questions, so that nobody has to compile or to plan it again
BY_RANK = """
    SELECT {columns}, (
        ts_rank('{{{weights}}}'::float4[], terms, %s::tsquery, {bounded}) * %s::float8
        + coalesce(0.0 - (embedding <#> %s::halfvec), 0.0)
    ) * (1.0 + {freshness} * coalesce(exp(-greatest(current_date - confirmed_at::date, 0) / 365.0), 0))
    + CASE WHEN id = ANY(%s::bigint[]) THEN {at_the_place}::float8 ELSE 0 END AS rank
    FROM search_document WHERE id = ANY(%s::bigint[]) ORDER BY rank DESC, id DESC LIMIT %s OFFSET %s
"""


class Ranked:
    """The documents with these ids, best first, to be cut into pages; each with its `rank`."""

    def __init__(self, ids: Sequence[int], reading: Reading, first: Sequence[int] = ()) -> None:
        """`reading` has a vector; `first`: those that stand above all others, as they are where somebody seeks."""
        self._ids, self._reading, self._first = ids, reading, first

    def __getitem__(self, part: slice) -> list[Document]:
        reading, start = self._reading, part.start or 0
        names, statement = _statement()
        words = reading.ranked_by or reading.query
        asked = [words, WORDS_COUNT[reading.match], vector(reading.vector), numbers(self._first), numbers(self._ids)]
        found = rows(statement, [*asked, part.stop - start, start])
        return [_document(names, row) for row in found]


@cache
def _statement() -> tuple[list[str], str]:
    """The columns that cards show, and the statement that reads them."""
    hidden, _deferred = Document.objects.for_cards().query.deferred_loading
    names = [field.attname for field in Document._meta.concrete_fields if field.attname not in hidden]
    weights = ", ".join(map(str, RANK_OF_WEIGHTS))
    columns = ", ".join(names)
    return names, BY_RANK.format(
        columns=columns,
        weights=weights,
        bounded=BOUNDED_BY_ONE,
        freshness=FRESHNESS,
        at_the_place=AT_THE_PLACE,
    )


def _document(names: list[str], row: tuple[object, ...]) -> Document:
    document = Document.from_db(DEFAULT_DB_ALIAS, names, row[:-1])
    document.rank = row[-1]  # type: ignore[attr-defined]
    return document
