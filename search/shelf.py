"""All documents in the memory of a process, as bits: which of them has which code.

Counting codes among tens of thousands of documents is then a matter of a millisecond and asks the database nothing.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from django.db import connection
from numpy.typing import NDArray

MOST_MASKS = 500
"""Of 15 kB for 120,000 documents."""
IDS = """
    SELECT coalesce(array_agg(id ORDER BY id), '{}'), coalesce(array_agg(id) FILTER (WHERE embedding IS NULL), '{}')
    FROM search_document
"""
CODES = """
    SELECT code, array_agg(id) FROM search_document, unnest(facets) AS code
    WHERE NOT code ^@ ANY(%s::text[]) GROUP BY code ORDER BY code
"""
# a query that is no constant: the planner would read all terms of all documents for a word of very many, for seconds
WITH_WORDS = """
    SELECT asked, array_agg(id) FROM unnest(%s::text[]) AS asked, LATERAL (
        SELECT id FROM search_document WHERE terms @@ asked::tsquery
    ) AS found GROUP BY asked
"""
WITH_CODE = "SELECT coalesce(array_agg(id), '{}') FROM search_document WHERE facets @> ARRAY[%s]"

type Bits = NDArray[np.uint64]
type Found = tuple[str, tuple[object, ...]]
"""A statement that reads `id` and `facets` of documents, and its parameters."""


@dataclass(slots=True)
class Shelf:
    """The documents at one version of the index; `sparse` names the facets whose codes are looked up when asked for."""

    version: int
    sparse: frozenset[str]
    ids: NDArray[np.int64]
    unread: Bits = field(default_factory=lambda: np.zeros(0, np.uint64))
    """What nobody has read for its meaning yet."""
    codes: dict[str, tuple[list[str], Bits]] = field(default_factory=dict)
    """By facet: its codes, and for each of them a row of bits."""
    masks: OrderedDict[object, Bits] = field(default_factory=OrderedDict)

    def mask(self, found: Found) -> Bits:
        """The bits of the documents that a statement finds."""
        return self._kept(repr(found), f"SELECT coalesce(array_agg(id), '{{}}') FROM ({found[0]}) AS found", found[1])  # noqa: S608

    def with_words(self, queries: Sequence[str]) -> list[Bits]:
        """The bits of the documents that each tsquery finds; one statement for all that were not asked for lately."""
        masks = {query: self.masks.get(("words", query)) for query in queries}
        if unknown := [query for query, mask in masks.items() if mask is None]:
            found = dict(_rows(WITH_WORDS, [unknown]))
            for query in unknown:
                masks[query] = self._keep(("words", query), self._bits(found.get(query, [])))
        return [mask for query in queries if (mask := masks[query]) is not None]

    def these(self, ids: Sequence[int]) -> Bits:
        """The bits of the documents with these ids."""
        return self._bits(ids)

    def ids_of(self, bits: Bits) -> list[int]:
        """The ids of the documents whose bits are set, ascending."""
        places = np.flatnonzero(np.unpackbits(bits.view(np.uint8)))
        return cast("list[int]", self.ids[places].tolist())

    def any_of(self, name: str, codes: Collection[str]) -> Bits:
        """The bits of the documents with one of these codes of a facet."""
        if name in self.sparse:
            rows = [self._kept((name, code), WITH_CODE, (f"{name}:{code}",)) for code in codes]
            return np.bitwise_or.reduce(rows)
        known, bits = self.codes.get(name, ([], self._bits([])[None, :]))
        return np.bitwise_or.reduce(bits[[known.index(code) for code in codes if code in known]], axis=0)

    def counts(self, name: str, among: Bits, codes: Collection[str]) -> dict[str, int]:
        """How many documents of `among` have each code of a facet, without zeros; of a sparse one only `codes`."""
        if name in self.sparse:
            numbers = {code: how_many(among & self.any_of(name, [code])) for code in codes}
        else:
            known, bits = self.codes.get(name, ([], self._bits([])[None, :]))
            # of a narrow choice most words are empty
            words = np.flatnonzero(among)
            numbers = dict(
                zip(known, np.bitwise_count(bits[:, words] & among[words]).sum(axis=1).tolist(), strict=False)
            )
        return {code: counted for code, counted in numbers.items() if counted}

    def _kept(self, key: object, statement: str, parameters: Sequence[Any]) -> Bits:
        mask = self.masks.get(key)
        if mask is None:
            [(ids,)] = _rows(statement, parameters)
            mask = self._keep(key, self._bits(ids))
        return mask

    def _keep(self, key: object, mask: Bits) -> Bits:
        self.masks[key] = mask
        while len(self.masks) > MOST_MASKS:
            self.masks.popitem(last=False)
        return mask

    def _bits(self, ids: Sequence[int]) -> Bits:
        has = np.zeros(-(-len(self.ids) // 64) * 64, bool)
        if len(self.ids):
            asked = np.asarray(ids, np.int64)
            places = np.minimum(np.searchsorted(self.ids, asked), len(self.ids) - 1)
            # what was published a moment ago is not on the shelf yet
            has[places[self.ids[places] == asked]] = True
        return np.packbits(has).view(np.uint64)


def how_many(bits: Bits) -> int:
    """How many bits are set."""
    return int(np.bitwise_count(bits).sum())


def load(version: int, sparse: Collection[str]) -> Shelf:
    """All documents with the codes of all facets that are not sparse; two statements."""
    [(ids, unread)] = _rows(IDS, [])
    shelf = Shelf(version, frozenset(sparse), np.asarray(ids, np.int64))
    shelf.unread = shelf._bits(unread)
    rows: dict[str, list[tuple[str, Bits]]] = {}
    for code, having in _rows(CODES, [[f"{name}:" for name in sparse]]):
        name, _colon, value = code.partition(":")
        rows.setdefault(name, []).append((value, shelf._bits(having)))
    for name, found in rows.items():
        shelf.codes[name] = [value for value, _bits in found], np.array([bits for _value, bits in found])
    return shelf


def _rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
