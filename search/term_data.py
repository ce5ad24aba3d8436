"""The bilingual term list as it comes with the platform: search/data/terms/."""

import csv
from collections.abc import Iterator
from pathlib import Path

FILES = Path(__file__).resolve().parent / "data" / "terms"


def term_rows() -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """German synonyms, Czech synonyms and the CPV code or "", in a fixed order."""
    for path in sorted(FILES.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield _names(row["de"]), _names(row["cs"]), row["cpv"]


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split("|") if (name := part.strip()))
