"""The map of the twelve regions: from degrees to the units of an SVG picture."""

import math
from collections.abc import Iterable, Sequence

MIDDLE_LATITUDE = 50.8
WIDTH = 1000
MARGIN = 12
Ring = Sequence[Sequence[float]]


class Projection:
    """Degrees to map units: equirectangular, true in the middle of the area, `WIDTH` wide."""

    def __init__(self, rings: Iterable[Ring]) -> None:
        points = [point for ring in rings for point in ring]
        self._west = min(lon for lon, _lat in points)
        self._north = max(lat for _lon, lat in points)
        east, south = max(lon for lon, _lat in points), min(lat for _lon, lat in points)
        self._shrink = math.cos(math.radians(MIDDLE_LATITUDE))
        self._scale = (WIDTH - 2 * MARGIN) / ((east - self._west) * self._shrink)
        self.height = round((self._north - south) * self._scale) + 2 * MARGIN

    def point(self, lon: float, lat: float) -> tuple[int, int]:
        """Map units of a place, y growing downwards."""
        x = (lon - self._west) * self._shrink * self._scale + MARGIN
        y = (self._north - lat) * self._scale + MARGIN
        return round(x), round(y)

    def path(self, rings: Iterable[Ring]) -> str:
        """SVG path data of an outline."""
        parts = []
        for ring in rings:
            points = [self.point(lon, lat) for lon, lat in ring[:-1]]
            parts.append("M" + "L".join(f"{x},{y}" for x, y in points) + "Z")
        return "".join(parts)


def outline_rings(geometry: dict[str, object]) -> list[Ring]:
    """All rings of a GeoJSON Polygon or MultiPolygon."""
    coordinates: list[object] = geometry["coordinates"]  # type: ignore[assignment]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [ring for polygon in polygons for ring in polygon]  # type: ignore[attr-defined]
