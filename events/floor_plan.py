"""The plan of an exhibition hall as shapes for an SVG; the table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from events.models import Stand

MARGIN = 10  # decimetres around the outermost stands


@dataclass(frozen=True, slots=True)
class Shape:
    """A stand on the plan; `overlaps` when it lies on another one."""

    stand: Stand
    exhibitor: str
    overlaps: bool

    @property
    def middle_x(self) -> float:
        """Where its number is written, from the left."""
        return self.stand.x + self.stand.width / 2

    @property
    def middle_y(self) -> float:
        """Where its number is written, from the top."""
        return self.stand.y + self.stand.depth / 2


@dataclass(frozen=True, slots=True)
class Plan:
    """All stands and the size of the hall in decimetres."""

    shapes: list[Shape]
    width: int
    height: int

    @property
    def view_box(self) -> str:
        """For the SVG."""
        return f"{-MARGIN} {-MARGIN} {self.width + 2 * MARGIN} {self.height + 2 * MARGIN}"

    @property
    def has_overlaps(self) -> bool:
        """Whether two stands lie on each other."""
        return any(shape.overlaps for shape in self.shapes)


def plan_of(stands: Sequence[Stand], exhibitors: dict[int, str]) -> Plan:
    """The plan; `exhibitors` by the number of the stand."""
    shapes = [
        Shape(stand, exhibitors.get(stand.pk, ""), any(_meet(stand, other) for other in stands)) for stand in stands
    ]
    width = max((stand.x + stand.width for stand in stands), default=0)
    height = max((stand.y + stand.depth for stand in stands), default=0)
    return Plan(shapes, width, height)


def _meet(one: Stand, other: Stand) -> bool:
    if one.pk == other.pk:
        return False
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    behind = one.y + one.depth <= other.y or other.y + other.depth <= one.y
    return not (beside or behind)
