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
from django.utils.translation import deactivate, override
from pytest_django import DjangoDbBlocker, Settings

from tests import empty_database, flushing
from tests.distribution import pytest_xdist_make_scheduler  # noqa: F401 - a hook
from tests.flushing import REFERENCE

flushing.install()
_perhaps_changed: set[str] = set()
"""The transactional test that has run last: it may have changed the reference data."""
_seen: list[tuple[str, int, int]] = []
"""What the reference data were like when they were loaded."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool, django_db_createdb: bool
) -> None:
    """Copy the database of this process, unless an earlier one is used once more."""
    if django_db_createdb or not django_db_keepdb:
        empty_database.offer()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the reference data unless they are there."""
    empty_database.release()
    with django_db_blocker.unblock():
        empty_database.load()
        _seen[:] = _reference_seen()


@pytest.fixture(autouse=True)
def _reference_data(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> None:
    """Bring the reference data back after a transactional test that has changed it, outside of any transaction."""
    if not _uses_database(request):
        return
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        bring_reference_back()
    if _commits(request):
        _perhaps_changed.add(request.node.nodeid)
    request.getfixturevalue("db")
    remember()


def bring_reference_back() -> None:
    """Undo what the last transactional test may have done to the reference data; not within a transaction."""
    if not _perhaps_changed:
        return
    _perhaps_changed.clear()
    if _reference_seen() == _seen:
        return
    with connection.cursor() as cursor:
        for table in reversed(REFERENCE):
            cursor.execute(f"delete from {table}")
        for table in REFERENCE:
            cursor.execute(f"insert into {table} table kept.{table}")
    _seen[:] = _reference_seen()


def _reference_seen() -> list[tuple[str, int, int]]:
    """How many rows each table has and which transactions have written them: comparing the rows takes far longer."""
    each = "select '{0}', count(*), coalesce(sum(xmin::text::bigint), 0)::bigint from {0}"
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(each.format(table) for table in REFERENCE))
        return [tuple(row) for row in cursor.fetchall()]


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


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(asked) or bool(marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])))


def _uses_database(request: pytest.FixtureRequest) -> bool:
    names = {"db", "transactional_db", "live_server"}
    return bool(names & set(request.fixturenames)) or request.node.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def _own_language() -> None:
    """No test begins in the language of the last page that another one has asked for."""
    deactivate()


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    """Cheap passwords, and static files that need not be collected."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT = STATIC_FILES
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
