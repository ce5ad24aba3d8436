"""`manage.py load_demo`."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from alerts.demo import load_saved_searches
from companies.example_data import load_companies
from enquiries.example_data import load_enquiries
from events.example_data import assign_organiser, load_events
from exchange.example_data import load_exchange
from glokal.demo.accounts import load_accounts
from glokal.demo.reviews import load_reviews
from listings.example_data import load_listings
from matching.demo import match_at_once
from search.bulk import indexed_together


class Command(BaseCommand):
    """Load what `load_site` loads, made-up companies, their offers and demands, events, and the demo accounts."""

    help = "Load the first data, made-up companies, listings and events and the demo accounts; only with GLOKAL_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        """As those of `load_site`."""
        parser.add_argument("--without-terms", action="store_true", help="leave the term list to load_terms")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is not there yet, all of it or nothing."""
        if not settings.DEMO:
            raise CommandError("Demo data are only loaded with GLOKAL_DEMO=1.")
        call_command("load_site", without_terms=options["without_terms"], stdout=self.stdout)
        with indexed_together(), transaction.atomic():
            companies = load_companies()
            listings = load_listings()
            events = load_events()
            users = load_accounts()
            assign_organiser(users["organiser@example.org"])
            load_reviews(users)
            load_enquiries(users)
            load_exchange(users)
        if listings:
            match_at_once()
        load_saved_searches(users)
        self.stdout.write(f"companies: {len(companies)} new, listings: {len(listings)} new, events: {len(events)} new")
