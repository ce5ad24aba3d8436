"""How many documents each value of a facet would leave."""

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from search.queries import DocumentQuerySet
from search.version import index_version

MOST_KEPT = 500
COUNT_CHOSEN = """
    SELECT '' AS own, NULL AS code, count(*) FROM chosen
    UNION ALL
    SELECT '', code, count(*) FROM chosen, unnest(facets) AS code WHERE NOT code ^@ ANY(%s::text[]) GROUP BY code
"""

type Selected = Mapping[str, Collection[str]]
"""The chosen codes of each facet, without its name: {"region": {"DED2D", "CZ051"}}."""
type Found = tuple[str, tuple[object, ...]]
"""A statement that reads the facets of documents, and its parameters."""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many documents fulfil everything chosen, and how many of them each code would bring."""

    total: int
    counts: dict[str, dict[str, int]]
    """counts["region"]["DED2D"], with all choices of the other facets applied; no entry where it is 0."""


class Kept:
    """What each process remembers: the counts that were asked for last.

    The index version in the key makes shared storage needless, and the database cache would need as many statements
    as it saves. Counts are shared between threads: nobody changes them.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, FacetCounts] = OrderedDict()
        self._lock = Lock()

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

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


CACHE = Kept()


def facet_counts(
    documents: DocumentQuerySet, facets: Collection[str], selected: Selected, *, sparse: Collection[str] = ()
) -> FacetCounts:
    """The counts of all codes of `facets` among `documents`, which are not yet filtered by `selected`.

    One statement. Choices within a facet add to each other, so the counts of a facet disregard its own choices. Of a
    `sparse` facet only the chosen codes are counted.
    """
    return _counted(_found(documents), facets, selected, sparse)


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
    found = _found(documents)
    if not version:
        return _counted(found, facets, selected, sparse)
    state = repr((version, found, sorted(facets), sorted(sparse)))
    key = _key(state, selected)
    counted = CACHE.get(key)
    if counted is None:
        own = [name for name in facets if selected.get(name)]
        everything = CACHE.get(_key(state, {})) if len(own) == 1 and own[0] not in sparse else None
        if everything:
            # the only facet with a choice is counted as if there were none, and these numbers are known
            counted = _counted(found, [name for name in facets if name != own[0]], selected, sparse)
            counted.counts[own[0]] = everything.counts[own[0]]
        else:
            counted = _counted(found, facets, selected, sparse)
        CACHE.put(key, counted)
    return counted


def _key(state: str, selected: Selected) -> bytes:
    chosen = sorted((name, sorted(codes)) for name, codes in selected.items() if codes)
    return hashlib.sha256(f"{state}{chosen}".encode()).digest()


def _found(documents: DocumentQuerySet) -> Found | None:
    """The statement that reads the facets of `documents`; None when there can be none."""
    try:
        statement, parameters = documents.order_by().values("facets").query.sql_with_params()
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
