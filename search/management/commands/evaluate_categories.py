"""Measures how well categories are suggested."""

import csv
import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.categories import suggest

COLUMNS = {"lang", "title", "description", "cpv"}
# name of the figure: digits of the code, number of suggestions
FIGURES = {"division_top1": (2, 1), "division_top5": (2, 5), "group_top5": (3, 5), "class_top10": (4, 10)}


class Command(BaseCommand):
    """`manage.py evaluate_categories TEXTS.csv`: asks what the form of a listing asks."""

    help = "Measures on texts (columns lang, title, description, cpv) how often the right category is suggested."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("texts", type=Path, help="CSV file with the columns lang, title, description, cpv")
        parser.add_argument("--limit", type=int, help="only the first texts")

    def handle(self, *_args: Any, **options: Any) -> None:
        rows = _rows(options["texts"], options["limit"])
        found = [suggest(f"{row['title']}\n{row['description']}", language=row["lang"], limit=10) for row in rows]
        result: dict[str, float] = {"n": len(rows)}
        for name, (digits, first) in FIGURES.items():
            hits = [_hit(row["cpv"], codes[:first], digits) for row, codes in zip(rows, found, strict=True)]
            result[name] = round(sum(hits) / max(len(hits), 1), 4)
        self.stdout.write(json.dumps(result))


def _hit(code: str, suggested: Sequence[str], digits: int) -> bool:
    return code.strip()[:digits] in {suggestion[:digits] for suggestion in suggested}


def _rows(path: Path, limit: int | None) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := COLUMNS - set(reader.fieldnames or ()):
                raise CommandError(f"{path} has no column {', '.join(sorted(missing))}.")
            rows = [{name: value or "" for name, value in row.items() if name in COLUMNS} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    return [row for row in rows if row["cpv"].strip()][:limit]
