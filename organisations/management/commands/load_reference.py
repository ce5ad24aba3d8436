"""`manage.py load_reference`."""

from typing import Any

from django.core.management.base import BaseCommand

from organisations.services.reference import load_reference


class Command(BaseCommand):
    """Load or refresh regions, sectors, capabilities, postcodes and towns."""

    help = "Load or refresh regions, sectors, capabilities, postcodes and towns."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything and say how much."""
        for name, number in load_reference().items():
            self.stdout.write(f"{name}: {number}")
