"""Measures how well names find the same thing in the other language."""

import csv
import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.evaluation import matching_quality

COLUMNS = {"id", "de", "cs"}


class Command(BaseCommand):
    """`manage.py evaluate_matching PAIRS.csv`: through the search of the site, in a space of its own."""

    help = "Measures on pairs (columns id, de, cs) how well each name finds the other one; prints one JSON object."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pairs", type=Path, help="CSV file with the columns id, de, cs")
        parser.add_argument("--limit", type=int, help="only the first pairs")

    def handle(self, *_args: Any, **options: Any) -> None:
        german, czech = _pairs(options["pairs"], options["limit"])
        start = time.monotonic()
        result = {
            "n": len(german),
            "de_cs": asdict(matching_quality(german, czech)),
            "cs_de": asdict(matching_quality(czech, german)),
            "seconds": round(time.monotonic() - start, 1),
        }
        self.stdout.write(json.dumps(result))


def _pairs(path: Path, limit: int | None) -> tuple[list[str], list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := COLUMNS - set(reader.fieldnames or ()):
                raise CommandError(f"{path} has no column {', '.join(sorted(missing))}.")
            rows = [row for row in reader if (row["de"] or "").strip() and (row["cs"] or "").strip()][:limit]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    return [row["de"] for row in rows], [row["cs"] for row in rows]
