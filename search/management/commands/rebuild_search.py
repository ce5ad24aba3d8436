"""Writes all documents of the search anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.registry import UnknownKindError, sources
from search.services import BATCH, rebuild


class Command(BaseCommand):
    """`manage.py rebuild_search`: safe on a running site, goes on where a killed run ended."""

    help = "Writes all documents of the search anew, in batches; goes on where a killed run ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", help=f"only this kind: {', '.join(source.kind for source in sources())}")
        parser.add_argument("--batch-size", type=int, default=BATCH, help="things in one transaction (%(default)s)")
        parser.add_argument("--restart", action="store_true", help="begin anew even after a killed run")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["batch_size"] < 1:
            raise CommandError("--batch-size must be at least 1.")
        try:
            rebuild(
                kind=options["kind"],
                batch_size=options["batch_size"],
                restart=options["restart"],
                report=self._report,
            )
        except UnknownKindError as error:
            raise CommandError(str(error)) from error

    def _report(self, kind: str, done: int, total: int) -> None:
        self.stdout.write(f"{kind}: {done} of {total}")
