"""`manage.py load_site`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from events.project_data import load_project_events
from glokal.page_data import load_pages
from institutions.institution_data import load_institutions
from search.bulk import indexed_together
from search.terms.lists import load_terms


class Command(BaseCommand):
    """What a new site begins with: legal pages, the term list, the region's institutions and the project's events."""

    help = "Load the legal pages, the terms, the institutions and the project's events that are not there yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """The term list may be loaded by another process."""
        parser.add_argument("--without-terms", action="store_true", help="leave the term list to load_terms")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all that belongs together or nothing; the term list, which takes longest, last."""
        with indexed_together(), transaction.atomic():
            load_pages()
            institutions = load_institutions()
            events = load_project_events()
        self.stdout.write(f"institutions: {len(institutions)} new, events: {len(events)} new")
        self.stdout.flush()
        if not options["without_terms"]:
            with transaction.atomic():
                terms = load_terms()
            self.stdout.write(f"terms: {terms} new")
