"""Sheets that badges are printed on; all measures in millimetres."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

A4_WIDTH, A4_HEIGHT = 210, 297


@dataclass(frozen=True)
class Sheet:
    """Where the badges lie on a page: size, first one, distance from one to the next, cut marks or not."""

    width: float
    height: float
    columns: int = 1
    rows: int = 1
    page_width: float = A4_WIDTH
    page_height: float = A4_HEIGHT
    left: float = 0
    top: float = 0
    column_gap: float = 0
    row_gap: float = 0
    cut: bool = False

    def measures(self) -> dict[str, Any]:
        """The numbers for the template."""
        pitches = {"column_pitch": self.width + self.column_gap, "row_pitch": self.height + self.row_gap}
        return asdict(self) | pitches


class BadgeLayout(models.TextChoices):
    """Which sheet the organiser has at hand."""

    EIGHT = "eight", _("A4 to cut: 8 badges of 90 × 60 mm")
    TEN = "ten", _("A4 labels: 10 of 80 × 50 mm")
    FOUR = "four", _("A4 to cut: 4 badges of A6")
    A7 = "a7", _("Badge printer: A7 across")
    A6 = "a6", _("Badge printer: A6 upright")


SHEETS = {
    BadgeLayout.EIGHT: Sheet(90, 60, columns=2, rows=4, left=15, top=28.5, cut=True),
    BadgeLayout.TEN: Sheet(80, 50, columns=2, rows=5, left=17.5, top=13.5, column_gap=15, row_gap=5),
    BadgeLayout.FOUR: Sheet(105, 148.5, columns=2, rows=2, cut=True),
    BadgeLayout.A7: Sheet(105, 74, page_width=105, page_height=74),
    BadgeLayout.A6: Sheet(105, 148, page_width=105, page_height=148),
}
