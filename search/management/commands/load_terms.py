"""`manage.py load_terms`."""

from typing import Any

from django.core.management.base import BaseCommand

from search.terms.lists import load_terms


class Command(BaseCommand):
    """The term list alone, as a part of `load_site` that another process can do meanwhile."""

    help = "Load the terms of the bilingual list that are not there yet; part of load_site."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all of it or nothing."""
        self.stdout.write(f"terms: {load_terms()} new")
