"""The database of each test process is a copy of one that is migrated and filled with the reference data once.

`python -m tests.empty_database` fills the one of `DATABASE_URL`; it is kept until a migration or the data change.
"""

import os

import django
import psycopg
from django.core.management import call_command
from django.db import connection, connections

from glokal.environment import BASE_DIR
from tests.browser.databases import conninfo, keep, stamp_of
from tests.flushing import REFERENCE

KEPT = "glokal_empty"
LOCK = 7_301_247  # any number that nothing else locks
_held: list[psycopg.Connection] = []


def offer() -> None:
    """Let Django copy the kept database, which stays as it is until `release`."""
    server = psycopg.connect(conninfo("postgres"), autocommit=True)
    # the other test processes wait here until the first one has filled it
    server.execute("select pg_advisory_lock(%s)", [LOCK])
    keep(server, KEPT, module="tests.empty_database", environment=dict(os.environ), stamp=_stamp())
    server.execute("select pg_advisory_lock_shared(%s)", [LOCK])
    server.execute("select pg_advisory_unlock(%s)", [LOCK])
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = KEPT
    _held.append(server)


def release() -> None:
    """The copy is there."""
    while _held:
        _held.pop().close()


def load() -> None:
    """The reference data, and a copy that no test reaches; nothing when both are there and alike."""
    with connection.cursor() as cursor:
        cursor.execute("select obj_description(to_regnamespace('kept'), 'pg_namespace')")
        stamp = _stamp()
        if cursor.fetchone()[0] == stamp and not any(_different(table) for table in REFERENCE):
            return
        _load()
        cursor.execute("create schema if not exists kept")
        for table in REFERENCE:
            cursor.execute(f"drop table if exists kept.{table}; create table kept.{table} as table {table}")
        cursor.execute(f"comment on schema kept is '{stamp}'")


def _load() -> None:
    from organisations.services.reference import load_reference

    load_reference()


def _different(table: str) -> bool:
    with connection.cursor() as cursor:
        copy = f"kept.{table}"
        cursor.execute(
            f"select exists (table {table} except table {copy}) or exists (table {copy} except table {table})"
        )
        return bool(cursor.fetchone()[0])


def _stamp() -> str:
    """Changes with migrations and with whatever loads the reference data."""
    organisations = BASE_DIR / "organisations"
    return stamp_of(
        [
            BASE_DIR / "requirements.txt",
            *BASE_DIR.glob("*/migrations/*.py"),
            *(organisations / "data").rglob("*"),
            *organisations.glob("models/**/*.py"),
            organisations / "services" / "reference.py",
            organisations / "map.py",
        ]
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glokal.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    load()
