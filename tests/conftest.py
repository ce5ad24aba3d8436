"""What every test stands on: PostgreSQL with the reference data, and passwords that cost no time."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("GLOKAL_DEMO", "1")

from glokal import embedded, environment

embedded.ensure_running()
# each test client would look through all collected files once more; without the folder whitenoise warns
STATIC_FILES = environment.VAR_DIR / "no-static"
STATIC_FILES.mkdir(parents=True, exist_ok=True)

import pytest
from django.db import connection
from django.utils.translation import override
from pytest_django import DjangoDbBlocker, Settings

from tests.distribution import pytest_xdist_make_scheduler  # noqa: F401 - a hook

REFERENCE = (
    "organisations_region",
    "organisations_sector",
    "organisations_capability",
    "organisations_postcode",
    "organisations_town",
)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the reference data once, and keep a copy that the flush after a transactional test does not reach."""
    with django_db_blocker.unblock():
        from organisations.services.reference import load_reference

        load_reference()
        with connection.cursor() as cursor:
            cursor.execute("create schema if not exists kept")
            for table in REFERENCE:
                cursor.execute(f"drop table if exists kept.{table}; create table kept.{table} as table {table}")


@pytest.fixture(autouse=True)
def _reference_data(request: pytest.FixtureRequest) -> None:
    """Bring the reference data back after a test that has emptied all tables."""
    if not _uses_database(request):
        return
    request.getfixturevalue("db")
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from organisations_region)")
        if not cursor.fetchone()[0]:
            for table in REFERENCE:
                cursor.execute(f"insert into {table} table kept.{table}")
    remember()


def remember() -> None:
    """Let this process keep the reference data, as a web process does after its first pages."""
    from bilingual.choices import Language
    from organisations import reference

    if reference.is_kept():
        return
    reference.regions()
    reference.sections_and_divisions()
    reference.town_names()
    for language in Language:
        with override(language.value):
            reference.capability_names()


def _uses_database(request: pytest.FixtureRequest) -> bool:
    names = {"db", "transactional_db", "live_server"}
    return bool(names & set(request.fixturenames)) or request.node.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    """Cheap passwords, and static files that need not be collected."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT = STATIC_FILES
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
