"""Databases for browsers: one is filled with the demo's data and kept, each site runs on a copy of it."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
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
        keep(server, KEPT, module="tests.browser.prepare", environment=environment, stamp=_stamp())
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


def keep(server: psycopg.Connection[Any], name: str, *, module: str, environment: dict[str, str], stamp: str) -> None:
    """Let `module` fill the database `name` anew, unless it was made from what `stamp` says."""
    found = server.execute(
        "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [name]
    ).fetchone()
    if found and found[0] == stamp:
        return
    server.execute(f"drop database if exists {name} with (force)")
    server.execute(f"create database {name}")
    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=BASE_DIR,
        env={**environment, "DATABASE_URL": address(name)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"the database {name} could not be filled:\n{done.stdout}{done.stderr}"
    server.execute(f"comment on database {name} is '{stamp}'")


def _stamp() -> str:
    """Changes with everything that loads data or is loaded, and with the static files."""
    paths = [path for folder in (*LOADS_DATA, "static") for path in (BASE_DIR / folder).rglob("*")]
    return stamp_of([BASE_DIR / "requirements.txt", *paths])


def stamp_of(paths: Iterable[Path]) -> str:
    """Changes with what is in these files."""
    files = sorted(path for path in set(paths) if path.is_file() and path.suffix != ".pyc")
    return sha256("".join(_trace(path) for path in files).encode()).hexdigest()


def _trace(path: Path) -> str:
    return f"{path} {sha256(path.read_bytes()).hexdigest()}\n"
