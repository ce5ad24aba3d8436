"""How many documents each value of a facet would leave."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import EmptyResultSet
from django.db import connections

from search.queries import DocumentQuerySet
from search.version import index_version

# In each process, for ten minutes: the version in the key makes shared storage needless, and the database cache
# would need as many statements as it saves.
CACHE = LocMemCache("search.facets", {"TIMEOUT": 600, "OPTIONS": {"MAX_ENTRIES": 1000}})

type Selected = Mapping[str, Collection[str]]
"""The chosen codes of each facet, without its name: {"region": {"DED2D", "CZ051"}}."""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """How many documents fulfil everything chosen, and how many of them each code would bring."""

    total: int
    counts: dict[str, dict[str, int]]
    """counts["region"]["DED2D"], with all choices of the other facets applied; no entry where it is 0."""


def facet_counts(documents: DocumentQuerySet, facets: Collection[str], selected: Selected) -> FacetCounts:
    """The counts of all codes of `facets` among `documents`, which are not yet filtered by `selected`.

    One statement. Choices within a facet add to each other, so the counts of a facet disregard its own choices.
    """
    chosen = {name: frozenset(codes) for name, codes in selected.items() if codes}
    counts: dict[str, dict[str, int]] = {name: {} for name in facets}
    total = 0
    for own_facet, code, number in _rows(documents, [name for name in facets if name in chosen], chosen):
        if code is None:
            total = number
            continue
        name, _colon, value = code.partition(":")
        # the first part of the statement counts what all choices leave, the other parts each one facet of its own
        if name in counts and (own_facet or name not in chosen):
            counts[name][value] = number
    return FacetCounts(total, counts)


def cached_facet_counts(documents: DocumentQuerySet, facets: Collection[str], selected: Selected) -> FacetCounts:
    """As `facet_counts`, but counted once for each state of the documents."""
    version = index_version()
    key = _key(version, documents, facets) if version else ""
    counted: FacetCounts | None = _kept(key, selected) if version else None
    if counted is None:
        chosen = [name for name in facets if selected.get(name)]
        everything = _kept(key, {}) if version and len(chosen) == 1 else None
        if everything:
            # the only facet with a choice is counted as if there were none, and these numbers are known
            counted = facet_counts(documents, [name for name in facets if name != chosen[0]], selected)
            counted.counts[chosen[0]] = everything.counts[chosen[0]]
        else:
            counted = facet_counts(documents, facets, selected)
        if version:
            CACHE.set(_with(key, selected), counted)
    return counted


def _kept(key: str, selected: Selected) -> FacetCounts | None:
    counted: FacetCounts | None = CACHE.get(_with(key, selected))
    return counted


def _with(key: str, selected: Selected) -> str:
    """The key of the counts with these choices."""
    chosen = sorted((name, sorted(codes)) for name, codes in selected.items() if codes)
    return hashlib.sha256(f"{key}{chosen}".encode()).hexdigest()


def _key(version: int, documents: DocumentQuerySet, facets: Collection[str]) -> str:
    """What the counts without any choice depend on."""
    try:
        statement = repr(_arrays(documents))
    except EmptyResultSet:
        statement = "nothing"
    return repr((version, statement, sorted(facets)))


def _rows(documents: DocumentQuerySet, own: list[str], chosen: Selected) -> list[tuple[str, str | None, int]]:
    try:
        all_chosen, parameters = _arrays(documents.with_facets(chosen))
    except EmptyResultSet:
        return []
    parts = [
        "SELECT '' AS own, NULL AS code, count(*) FROM chosen",
        "SELECT '', code, count(*) FROM chosen, unnest(facets) AS code GROUP BY code",
    ]
    for name in own:
        others = {other: codes for other, codes in chosen.items() if other != name}
        arrays, more = _arrays(documents.with_facets(others))
        one_facet = f"FROM ({arrays}) AS others, unnest(facets) AS code WHERE starts_with(code, %s) GROUP BY code"
        parts.append(f"SELECT %s, code, count(*) {one_facet}")
        parameters += (name, *more, f"{name}:")
    statement = f"WITH chosen AS ({all_chosen}) {' UNION ALL '.join(parts)}"
    with connections[documents.db].cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[str, str | None, int]] = cursor.fetchall()
    return rows


def _arrays(documents: DocumentQuerySet) -> tuple[str, tuple[Any, ...]]:
    """The statement that reads the facets of `documents`, and its parameters."""
    return documents.order_by().values("facets").query.sql_with_params()
