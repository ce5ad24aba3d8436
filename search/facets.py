"""How many documents each value of a facet would leave."""

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection

from search.queries import DocumentQuerySet
from search.shelf import Bits, Found, Shelf, how_many, load
from search.version import index_version

MOST_KEPT = 500
WORTH_A_SHELF = 8
"""As soon as so many lists have been counted at one version, all documents are put on a shelf of the process."""
COUNT_CHOSEN = """
    SELECT '' AS own, NULL AS code, count(*) FROM chosen
    UNION ALL
    SELECT '', code, count(*) FROM chosen, unnest(facets) AS code WHERE NOT code ^@ ANY(%s::text[]) GROUP BY code
"""

EVERYTHING: Found = "SELECT id, facets FROM search_document", ()

type Selected = Mapping[str, Collection[str]]
"""The chosen codes of each facet, without its name: {"region": {"DED2D", "CZ051"}}."""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many documents fulfil everything chosen, and how many of them each code would bring."""

    total: int
    counts: dict[str, dict[str, int]]
    """counts["region"]["DED2D"], with all choices of the other facets applied; no entry where it is 0."""


class Keeper:
    """What each process remembers: the counts that were asked for last, and the shelf.

    The index version in the key makes shared storage needless, and the database cache would need as many statements
    as it saves. Counts are shared between threads: nobody changes them.
    """

    def __init__(self) -> None:
        self._lock, self._loading = Lock(), Lock()
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept: OrderedDict[bytes, FacetCounts] = OrderedDict()
            self._shelf: Shelf | None = None
            self._version, self._asked = 0, 0

    def get(self, key: bytes) -> FacetCounts | None:
        """The counts under `key`, if they are still there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: bytes, counted: FacetCounts) -> None:
        """Remember `counted`, and forget what nobody has asked for longest."""
        with self._lock:
            self._kept[key] = counted
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def shelf(self, version: int, sparse: Collection[str]) -> Shelf | None:
        """All documents at this version; None while that is not worth it, and while another thread loads them."""
        with self._lock:
            self._asked = self._asked + 1 if version == self._version else 1
            self._version = version
            if self._shelf and self._shelf.version == version:
                return self._shelf
            if self._asked <= WORTH_A_SHELF or not self._loading.acquire(blocking=False):
                return None
        try:
            shelf = load(version, sparse)
        finally:
            self._loading.release()
        self._shelf = shelf
        return shelf


CACHE = Keeper()


def facet_counts(
    documents: DocumentQuerySet, facets: Collection[str], selected: Selected, *, sparse: Collection[str] = ()
) -> FacetCounts:
    """The counts of all codes of `facets` among `documents`, which are not yet filtered by `selected`.

    One statement. Choices within a facet add to each other, so the counts of a facet disregard its own choices. Of a
    `sparse` facet only the chosen codes are counted.
    """
    return _counted(found_by(documents), facets, selected, sparse)


def cached_facet_counts(
    documents: DocumentQuerySet,
    facets: Collection[str],
    selected: Selected,
    *,
    sparse: Collection[str] = (),
    version: int | None = None,
) -> FacetCounts:
    """As `facet_counts`, but counted once for each state of the documents.

    `version` is that of the index, which costs one more statement when it is not given.
    """
    version = index_version() if version is None else version
    found = found_by(documents)
    if not version or not found:
        return _counted(found, facets, selected, sparse)
    key = _key(version, found, facets, selected, sparse)
    counted = CACHE.get(key)
    if counted is None:
        shelf = CACHE.shelf(version, sparse)
        whole = [name for name in facets if name not in sparse]
        if shelf and shelf.sparse.isdisjoint(whole):
            counted = _on_shelf(shelf, shelf.mask(found), facets, selected, sparse)
        else:
            counted = _counted(found, facets, selected, sparse)
        CACHE.put(key, counted)
    return counted


def counts_on_shelf(
    shelf: Shelf, question: object, among: Bits, facets: Collection[str], selected: Selected
) -> FacetCounts:
    """The counts among the documents whose bits are given; `question` says in a fixed form which these are."""
    key = _key(shelf.version, question, facets, selected, shelf.sparse)
    counted = CACHE.get(key)
    if counted is None:
        counted = _on_shelf(shelf, among, facets, selected, shelf.sparse)
        CACHE.put(key, counted)
    return counted


def _on_shelf(
    shelf: Shelf, among: Bits, facets: Collection[str], selected: Selected, sparse: Collection[str]
) -> FacetCounts:
    chosen = {name: shelf.any_of(name, codes) for name, codes in selected.items() if codes}
    counts = {}
    for name in facets:
        others = [bits for other, bits in chosen.items() if other != name]
        codes = selected.get(name, ())
        counted = shelf.counts(name, np.bitwise_and.reduce([among, *others]), codes)
        counts[name] = {code: counted[code] for code in codes if code in counted} if name in sparse else counted
    return FacetCounts(how_many(np.bitwise_and.reduce([among, *chosen.values()])), counts)


def _key(version: int, found: object, facets: Collection[str], selected: Selected, sparse: Collection[str]) -> bytes:
    chosen = sorted((name, sorted(codes)) for name, codes in selected.items() if codes)
    return hashlib.sha256(repr((version, found, sorted(facets), chosen, sorted(sparse))).encode()).digest()


def found_by(documents: DocumentQuerySet) -> Found | None:
    """The statement that reads id and facets of `documents`; None when there can be none."""
    if not documents.query.where:
        return EVERYTHING
    try:
        statement, parameters = documents.order_by().values("id", "facets").query.sql_with_params()
    except EmptyResultSet:
        return None
    return statement, tuple(parameters)


def _counted(found: Found | None, facets: Collection[str], selected: Selected, sparse: Collection[str]) -> FacetCounts:
    chosen = {name: sorted(codes) for name, codes in selected.items() if codes}
    counts: dict[str, dict[str, int]] = {name: {} for name in facets}
    total = 0
    for own, code, number in _rows(found, facets, chosen, sparse) if found else ():
        if code is None:
            total = number
            continue
        name, _colon, value = code.partition(":")
        # the first part of the statement counts what all choices leave, the other parts each one facet of its own
        if name in counts and (own or name not in chosen):
            counts[name][value] = number
    return FacetCounts(total, counts)


def _rows(
    found: Found, facets: Collection[str], chosen: dict[str, list[str]], sparse: Collection[str]
) -> list[tuple[str, str | None, int]]:
    # what is put together are parts of statements without a value in them
    statement, parameters = found
    where, arrays = _overlaps(chosen)
    both = f"WITH found AS NOT MATERIALIZED ({statement}), chosen AS (SELECT facets FROM found{where})"  # noqa: S608
    parts = [both, COUNT_CHOSEN]
    values: list[Any] = [*parameters, *arrays, [f"{name}:" for name in sparse]]
    for name in facets:
        if name in chosen:
            where, arrays = _overlaps({other: codes for other, codes in chosen.items() if other != name})
            others = f"FROM (SELECT facets FROM found{where}) AS others, unnest(facets) AS code"  # noqa: S608
            own = "code = ANY(%s)" if name in sparse else "starts_with(code, %s)"
            parts.append(f"UNION ALL SELECT %s, code, count(*) {others} WHERE {own} GROUP BY code")
            values += [name, *arrays, _codes(name, chosen[name]) if name in sparse else f"{name}:"]
    with connection.cursor() as cursor:
        cursor.execute(" ".join(parts), values)
        rows: list[tuple[str, str | None, int]] = cursor.fetchall()
    return rows


def _overlaps(chosen: dict[str, list[str]]) -> tuple[str, list[list[str]]]:
    """The condition that a document has one of the codes of each facet, and its parameters."""
    conditions = " AND ".join(["facets && %s::text[]"] * len(chosen))
    return f" WHERE {conditions}" if chosen else "", [_codes(name, codes) for name, codes in chosen.items()]


def _codes(name: str, codes: Collection[str]) -> list[str]:
    return [f"{name}:{code}" for code in codes]
