"""What the numbers of suppliers and demands say: gaps, single suppliers, and where they are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from radar.counting import Demand, Market


class Risk(StrEnum):
    """How easily a supply can fail."""

    NONE = "none"
    SINGLE = "single"
    ONE_SIDE = "one-side"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Area:
    """What somebody looks at; empty where nothing was chosen."""

    region: str = ""
    country: str = ""
    division: str = ""

    def has(self, demand: Demand) -> bool:
        """Whether a demand is needed there."""
        return (
            (not self.region or demand.region == self.region)
            and (not self.country or demand.country == self.country)
            and (not self.division or self.division in demand.divisions)
        )


@dataclass(frozen=True, slots=True)
class Category:
    """A category: its demands in the area, and its suppliers in the whole network by country and in the area."""

    code: str
    demands: int
    suppliers: int
    german: int
    czech: int
    here: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A region and a division: demands that are needed there, and suppliers that sit there."""

    region: str
    division: str
    demands: int
    suppliers: int

    @property
    def level(self) -> int:
        """0 no demand; 1 at least as many suppliers as demands; 2 fewer suppliers; 3 demands and no supplier."""
        if not self.demands:
            return 0
        if not self.suppliers:
            return 3
        return 1 if self.suppliers >= self.demands else 2


@dataclass(frozen=True, slots=True)
class Findings:
    """What the radar shows of an area."""

    demands: int
    unmet: int
    """Demands of which no category has a supplier, wherever it sits."""
    without_region: int
    """Demands that say only the country, or lie outside the area."""
    gaps: tuple[Category, ...]
    gaps_by_division: Mapping[str, int]
    single: tuple[Category, ...]
    single_by_division: Mapping[str, int]


def findings(market: Market, area: Area) -> Findings:
    """Gaps and single suppliers of an area."""
    wanted = [demand for demand in market.demands if area.has(demand)]
    asked = Counter(code for demand in wanted for code in demand.codes if code.startswith(area.division))
    unmet = [demand for demand in wanted if not any(map(market.number, demand.codes))]
    gaps = [category(market, code, asked[code], area) for code in asked if not market.number(code)]
    lone = [
        category(market, code, asked[code], area)
        for code in market.leaves
        if code.startswith(area.division) and market.number(code, region=area.region, country=area.country) == 1
    ]
    return Findings(
        demands=len(wanted),
        unmet=len(unmet),
        without_region=sum(not demand.region for demand in wanted),
        gaps=tuple(sorted(gaps, key=lambda row: (-row.demands, row.code))),
        gaps_by_division=_by_division(Counter(code for row in gaps for code in [row.code] * row.demands)),
        single=tuple(sorted(lone, key=lambda row: (-row.demands, row.code))),
        single_by_division=_by_division(Counter(row.code for row in lone)),
    )


def category(market: Market, code: str, demands: int, area: Area) -> Category:
    """The numbers of a category."""
    return Category(
        code=code,
        demands=demands,
        suppliers=market.number(code),
        german=market.number(code, country="DE"),
        czech=market.number(code, country="CZ"),
        here=market.number(code, region=area.region, country=area.country),
    )


def heat(market: Market, area: Area, regions: list[str]) -> dict[str, list[Cell]]:
    """By division with at least one demand in these regions: a cell for each region, those most asked for first."""
    demands = Counter(
        (division, demand.region)
        for demand in market.demands
        if area.has(demand) and demand.region in regions
        for division in demand.divisions
        if division.startswith(area.division)
    )
    totals: Counter[str] = Counter()
    for (division, _region), number in demands.items():
        totals[division] += number
    return {
        division: [
            Cell(region, division, demands[division, region], market.number(f"{division}000000", region=region))
            for region in regions
        ]
        for division, _total in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    }


def risk_of(here: int, across: int) -> Risk:
    """How easily the supply of a category fails with so many suppliers on either side of the border."""
    if here + across < 2:
        return Risk.SINGLE if here + across else Risk.NONE
    return Risk.LOW if here and across else Risk.ONE_SIDE


def _by_division(numbers: Counter[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for code, number in numbers.items():
        found[code[:2]] += number
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
