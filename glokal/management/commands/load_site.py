"""`manage.py load_site`."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from glokal.page_data import load_pages
from institutions.institution_data import load_institutions
from search.bulk import indexed_together
from search.terms.lists import load_terms


class Command(BaseCommand):
    """What a new site begins with: legal pages, the term list, and the region's institutions as published entries."""

    help = "Load the legal pages, the term list and the region's institutions that are not there yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load all of it or nothing."""
        with indexed_together(), transaction.atomic():
            load_pages()
            terms = load_terms()
            institutions = load_institutions()
        self.stdout.write(f"institutions: {len(institutions)} new, terms: {terms} new")
