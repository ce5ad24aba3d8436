"""What the pictures of the radar show, in the units of their SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from radar.analysis import Cell
from radar.links import demands_url

CELL_WIDTH, CELL_HEIGHT = 62, 34
LABEL_WIDTH, HEAD_HEIGHT = 330, 165
LEANING = 70  # by which the last heading stands out to the right
BAR_HEIGHT, BAR_ROOM, LONGEST_BAR = 22, 32, 420
LONGEST_LABEL = 42
MARKS = ("", "", "▲", "■")
"""By level of a cell: what says the same as its colour."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of the heat map."""

    x: int
    y: int
    cell: Cell
    mark: str
    url: str
    region: str
    division: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the heat map with its heading."""

    y: int
    label: str
    code: str
    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Divisions by regions."""

    width: int
    height: int
    columns: Sequence[tuple[int, str]]
    head_y: int
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label and number."""

    y: int
    text_y: int
    width: int
    label: str
    code: str
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, the longest first."""

    height: int
    bars: Sequence[Bar]


def heat_map(rows: Mapping[str, Sequence[Cell]], regions: Mapping[str, str], divisions: Mapping[str, str]) -> HeatMap:
    """The picture of `radar.analysis.heat`; names by code."""
    lines = []
    for number, (division, cells) in enumerate(rows.items()):
        y = HEAD_HEIGHT + number * CELL_HEIGHT
        label = divisions.get(division, division)
        boxes = [
            Box(
                x=LABEL_WIDTH + place * CELL_WIDTH,
                y=y,
                cell=cell,
                mark=MARKS[cell.level],
                url=demands_url(region=cell.region, division=cell.division) if cell.demands else "",
                region=regions.get(cell.region, cell.region),
                division=label,
            )
            for place, cell in enumerate(cells)
        ]
        lines.append(Line(y, _short(label), division, boxes))
    columns = [(LABEL_WIDTH + place * CELL_WIDTH, name) for place, name in enumerate(regions.values())]
    width = LABEL_WIDTH + len(columns) * CELL_WIDTH + LEANING
    return HeatMap(width, HEAD_HEIGHT + len(lines) * CELL_HEIGHT, columns, HEAD_HEIGHT - 8, lines)


def bar_chart(numbers: Mapping[str, int], names: Mapping[str, str], urls: Mapping[str, str], most: int = 12) -> Bars:
    """Bars by division."""
    shown = list(numbers.items())[:most]
    longest = max(numbers.values(), default=1)
    bars = [
        Bar(
            y=place * BAR_ROOM,
            text_y=place * BAR_ROOM + 16,
            width=max(round(LONGEST_BAR * number / longest), 2),
            label=_short(names.get(code, code)),
            code=code,
            number=number,
            url=urls.get(code, ""),
        )
        for place, (code, number) in enumerate(shown)
    ]
    return Bars(len(bars) * BAR_ROOM, bars)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"
