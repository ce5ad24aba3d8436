"""What the tests of accounts share."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from pytest_django import Settings

from accounts.models import User
from tests.accounts.people import PASSWORD, path_in

JOB_TABLES = "procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers"


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

    def run() -> None:
        connector = cast("DjangoConnector", app.connector).get_worker_connector()
        with app.replace_connector(connector) as worker_app:
            worker_app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    _empty_job_tables()
    yield run
    _empty_job_tables()


def _empty_job_tables() -> None:
    # unmanaged tables: Django's flush leaves them alone
    with connection.cursor() as cursor:
        cursor.execute(f"truncate {JOB_TABLES} restart identity cascade")


@pytest.fixture
def sign_in() -> Callable[[Client, User], None]:
    """Signs in with PASSWORD, and gives it once more for the pages that ask again."""

    def sign_in(client: Client, user: User) -> None:
        client.post(path_in("de", "account_login"), {"login": user.email, "password": PASSWORD})
        client.post(path_in("de", "account_reauthenticate"), {"password": PASSWORD})

    return sign_in
