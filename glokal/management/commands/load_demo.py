"""`manage.py load_demo`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from companies.example_data import load_companies
from glokal.demo.accounts import load_accounts
from glokal.demo.reviews import load_reviews
from glokal.page_data import load_pages
from institutions.institution_data import load_institutions


class Command(BaseCommand):
    """Load the institutions, the operator's pages, and in the demo made-up companies and accounts."""

    help = "Load the institutions and pages; with GLOKAL_DEMO=1 also made-up companies and the demo accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is not there yet, all of it or nothing."""
        if not settings.DEMO:
            raise CommandError("Demo data are only loaded with GLOKAL_DEMO=1.")
        with transaction.atomic():
            load_pages()
            institutions, companies = load_institutions(), load_companies()
            load_reviews(load_accounts())
        self.stdout.write(f"institutions: {len(institutions)} new, companies: {len(companies)} new")
