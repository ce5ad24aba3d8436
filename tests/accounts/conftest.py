"""What the tests of accounts share."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.accounts.people import PASSWORD, path_in
from tests.jobs import empty_job_tables, work


@pytest.fixture(autouse=True)
def _surroundings(settings: Settings) -> None:
    settings.DEMO = False
    settings.STAFF_SECOND_FACTOR = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the usual one takes its time


@pytest.fixture(autouse=True)
def _no_earlier_requests(request: pytest.FixtureRequest) -> None:
    """Rate limits live in the cache; in the database it must be empty at the start."""
    if {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def run_jobs(transactional_db: None) -> Iterator[Callable[[], None]]:
    """Runs procrastinate's worker until nothing is left to do now; the tables are emptied before and after."""
    empty_job_tables()
    yield work
    empty_job_tables()


@pytest.fixture
def sign_in() -> Callable[[Client, User], None]:
    """Signs in with PASSWORD, and gives it once more for the pages that ask again."""

    def sign_in(client: Client, user: User) -> None:
        client.post(path_in("de", "account_login"), {"login": user.email, "password": PASSWORD})
        client.post(path_in("de", "account_reauthenticate"), {"password": PASSWORD})

    return sign_in
