"""Migrations are complete and one line."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from glokal.environment import BASE_DIR

OWN = ("accounts", "companies", "glokal", "institutions", "listings", "organisations", "publishing", "search")


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_each_app_has_one_line_of_migrations() -> None:
    loader = MigrationLoader(connection)
    assert loader.detect_conflicts() == {}
    for app in OWN:
        names = sorted(name for label, name in loader.disk_migrations if label == app)
        last = (BASE_DIR / app / "migrations" / "max_migration.txt").read_text().strip()
        assert last == names[-1]
        assert max(Counter(name[:4] for name in names).values()) == 1
