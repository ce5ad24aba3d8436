"""`manage.py refresh_matches`."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from matching.services.refreshing import refresh_all

DAY = 24.0


class Command(BaseCommand):
    """All matches anew: safe on a running site, goes on where a killed run ended."""

    help = "Computes the matches of all entries anew, the oldest first; goes on where a killed run ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which entries, and how many at once."""
        parser.add_argument(
            "--older-than", type=float, default=DAY, help="hours since an entry was computed (%(default)s)"
        )
        parser.add_argument("--batch-size", type=int, default=50, help="entries between two reports (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh and report."""
        if options["batch_size"] < 1 or options["older_than"] < 0:
            raise CommandError("--batch-size must be at least 1, --older-than at least 0.")
        before = timezone.now() - timedelta(hours=options["older_than"])
        for left in refresh_all(before=before, batch_size=options["batch_size"]):
            self.stdout.write(f"{left} left")
