"""`manage.py evaluate_matches`."""

import json
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from matching.evaluation import demo_space, judged, summary

LABELS = Path("tests/listings/data/labelled_matches.toml")


class Command(BaseCommand):
    """The labelled demands of the tests through the code that the site uses; nothing is left behind."""

    help = "Measures on the labelled demands how good the matches are; prints one JSON object."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Another file of labels, and the demands one by one."""
        parser.add_argument("--labels", type=Path, default=settings.BASE_DIR / LABELS, help="TOML file (%(default)s)")
        parser.add_argument("--each", action="store_true", help="also each demand, on standard error")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure and print."""
        try:
            labels = tomllib.loads(options["labels"].read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise CommandError(f"{options['labels']} cannot be read: {error}") from error
        with demo_space():
            rows = judged(labels)
        if options["each"]:
            for row in rows:
                self.stderr.write(f"{row.precision:.2f} {row.key}: {', '.join(row.order[:4])}")
                for line in row.false:
                    self.stderr.write(f"false: {line}")
        self.stdout.write(json.dumps(summary(rows)))
