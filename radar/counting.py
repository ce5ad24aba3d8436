"""How many suppliers and demands there are of each category, counted once for each state of the search's documents."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from time import perf_counter
from typing import Any

from django.db import connection
from django.utils import timezone

from search.version import index_version

SLOW = 0.5  # seconds
PATIENCE = 100
"""How many times as long as its counting a slow market is shown although the documents have changed."""
# a supplier sits in one place, that of the organisation, wherever it offers: so numbers of regions can be added up
SUPPLY = """
    WITH pairs AS (
        SELECT DISTINCT owner_id, code FROM search_document, unnest(facets) AS code
        WHERE (kind IN ('company', 'institution') OR facets @> ARRAY['kind:offer']) AND code ^@ 'cpv:'
    )
    SELECT substr(code, 5), coalesce(seat.region_id, ''), seat.country, count(*)
    FROM pairs JOIN organisations_organisation AS seat ON seat.id = pairs.owner_id
    WHERE seat.status = 'published' GROUP BY 1, 2, 3
"""
# nothing of whose they are: a demand without a name counts where its page says that it is needed
DEMANDS = """
    SELECT region, country, array(SELECT substr(code, 5) FROM unnest(facets) AS code WHERE code ^@ 'cpv:')
    FROM search_document WHERE kind = 'listing' AND facets @> ARRAY['kind:demand']
"""

type Place = tuple[str, str]
"""Region, empty where there is none or only the country is shown, and country."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A current demand: where it is needed, and its narrowest categories."""

    region: str
    country: str
    codes: tuple[str, ...]

    @property
    def divisions(self) -> set[str]:
        """The first two digits of its categories."""
        return {code[:2] for code in self.codes}


@dataclass(frozen=True, slots=True)
class Market:
    """All suppliers by category and seat, and all demands, at one state of the documents."""

    version: int
    suppliers: Mapping[str, Counter[Place]]
    demands: tuple[Demand, ...]
    leaves: frozenset[str]
    """Categories with suppliers and without a narrower one that has some."""
    counted_at: datetime = field(default_factory=timezone.now)
    took: float = 0.0
    """Seconds that the counting has lasted."""

    def number(self, code: str, *, region: str = "", country: str = "") -> int:
        """How many organisations supply this category or a narrower one; those of a region or a country alone."""
        seats = self.suppliers.get(code, Counter())
        return sum(
            number
            for (seat, land), number in seats.items()
            if (not region or seat == region) and (not country or land == country)
        )


class Keeper:
    """The last market that was counted; threads share it, nobody changes it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.clear()

    def clear(self) -> None:
        """Forget it."""
        self.market: Market | None = None

    def get(self) -> Market:
        """The market as the documents are now: one statement, three when they have changed."""
        version = index_version()
        kept = self.market
        if kept and version and (kept.version == version or _is_worth_keeping(kept)):
            return kept
        with self._lock:
            self.market = market = count(version)
        return market


def _is_worth_keeping(market: Market) -> bool:
    """Whether a large market was counted so lately that counting anew would take most of the time."""
    age = (timezone.now() - market.counted_at).total_seconds()
    return market.took > SLOW and age < PATIENCE * market.took


KEEPER = Keeper()


def count(version: int = 0) -> Market:
    """Count anew; two statements."""
    begin = perf_counter()
    suppliers: dict[str, Counter[Place]] = {}
    for code, region, country, number in _rows(SUPPLY):
        suppliers.setdefault(code, Counter())[region, country] = number
    demands = tuple(Demand(region, country, narrowest(codes)) for region, country, codes in _rows(DEMANDS))
    leaves = frozenset(narrowest(suppliers))
    return Market(version, suppliers, demands, leaves, took=perf_counter() - begin)


def narrowest(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes of which no other one is a part: 44000000, 44300000, 44316000 give 44316000."""
    found = sorted(codes, key=lambda code: (stem(code), code))
    following = [*found[1:], ""]
    return tuple(code for code, after in zip(found, following, strict=False) if not after.startswith(stem(code)))


def stem(code: str) -> str:
    """The digits that all narrower codes begin with; at least the two of the division."""
    bare = code.rstrip("0")
    return bare if len(bare) > 1 else code[:2]


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
