"""Databases for browsers: one is filled with the demo's data and kept, each site runs on a copy of it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings
from psycopg.conninfo import make_conninfo

from glokal.environment import BASE_DIR

KEPT = "glokal_browser"
LOCK = 7_301_246  # any number that nothing else locks
LOADS_DATA = (
    "accounts",
    "alerts",
    "bilingual",
    "companies",
    "enquiries",
    "events",
    "exchange",
    "glokal",
    "institutions",
    "listings",
    "matching",
    "organisations",
    "publishing",
    "radar",
    "search",
)
PATIENCE = 900  # seconds that filling a database may take


def conninfo(database: str) -> str:
    """How psycopg reaches `database` on the server of the tests."""
    server: dict[str, Any] = settings.DATABASES["default"]
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    reach = {name: server[key] for name, key in names.items() if server.get(key)}
    return make_conninfo("", **reach, dbname=database)


def address(database: str) -> str:
    """The same as a value of `DATABASE_URL`."""
    server: dict[str, Any] = settings.DATABASES["default"]
    user, password, host = (quote(server.get(key) or "", safe="") for key in ("USER", "PASSWORD", "HOST"))
    login = f"{user}:{password}" if password else user
    port = f":{server['PORT']}" if server.get("PORT") else ""
    return f"postgres://{login}@{host}{port}/{database}"


@contextmanager
def copy_of_demo(name: str, environment: dict[str, str]) -> Iterator[str]:
    """A database of its own with the demo's data, named after `name`; dropped at the end."""
    database = f"{KEPT}_{name}"
    with psycopg.connect(conninfo("postgres"), autocommit=True) as server:
        # parallel test processes wait here until the first one has filled the kept database
        server.execute("select pg_advisory_lock(%s)", [LOCK])
        if _stamp_of(server) != (stamp := _stamp()):
            _fill(server, environment, stamp)
        _drop_left_over(server)
        server.execute(f"create database {database} template {KEPT}")
        holder = psycopg.connect(conninfo(database), autocommit=True)
    try:
        yield database
    finally:
        holder.close()
        with psycopg.connect(conninfo("postgres"), autocommit=True) as server:
            server.execute(f"drop database if exists {database} with (force)")


def _drop_left_over(server: psycopg.Connection[Any]) -> None:
    """Copies of test runs that were killed: nobody is connected to them."""
    rows = server.execute(
        "select datname from pg_database d where starts_with(datname, %s) "
        "and not exists (select from pg_stat_activity a where a.datname = d.datname)",
        [f"{KEPT}_"],
    ).fetchall()
    for (name,) in rows:
        server.execute(f"drop database if exists {name}")


def _fill(server: psycopg.Connection[Any], environment: dict[str, str], stamp: str) -> None:
    server.execute(f"drop database if exists {KEPT} with (force)")
    server.execute(f"create database {KEPT}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.prepare"],
        cwd=BASE_DIR,
        env={**environment, "DATABASE_URL": address(KEPT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"the demo's data could not be loaded:\n{done.stdout}{done.stderr}"
    server.execute(f"comment on database {KEPT} is '{stamp}'")


def _stamp_of(server: psycopg.Connection[Any]) -> str:
    """What the kept database was made from; empty when there is none."""
    found = server.execute(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [KEPT]
    ).fetchone()
    return (found[0] or "") if found else ""


def _stamp() -> str:
    """Changes with everything that loads data or is loaded, and with the static files."""
    found = _trace(BASE_DIR / "requirements.txt")
    for folder in (*LOADS_DATA, "static"):
        for path in sorted((BASE_DIR / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found += _trace(path)
    return sha256(found.encode()).hexdigest()


def _trace(path: Path) -> str:
    return f"{path} {sha256(path.read_bytes()).hexdigest()}\n"
