"""Does the PostgreSQL server have all that the search needs?"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.utils import OperationalError

OLDEST_SERVER = 15
# with the oldest version that has what is used here, scans that go on until enough is found came with 0.8
EXTENSIONS = {"vector": (0, 8), "pg_trgm": (1, 6), "unaccent": (1, 1), "btree_gist": (1, 7)}
PACKAGES = {"vector": "postgresql-{major}-pgvector"}
PACKAGE_OF_THE_OTHERS = "postgresql-contrib"


def check_server(databases: Sequence[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """System check of each PostgreSQL database that is asked for."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
                major = cursor.fetchone()[0]
                cursor.execute("SELECT name, default_version FROM pg_available_extensions")
                available = dict(cursor.fetchall())
        except OperationalError as error:
            found.append(Error(f"PostgreSQL does not answer: {error}", id="search.E001"))
            continue
        found += server_errors(major, available)
    return found


def server_errors(major: int, available: dict[str, str]) -> Iterator[CheckMessage]:
    """What a server of version `major` with these extensions (name: version) lacks, and what to install."""
    if major < OLDEST_SERVER:
        yield Error(
            f"PostgreSQL {major} is too old.", hint=f"Use PostgreSQL {OLDEST_SERVER} or newer.", id="search.E002"
        )
    for name, oldest in EXTENSIONS.items():
        version = available.get(name)
        if version and _parts(version) >= oldest:
            continue
        package = PACKAGES.get(name, PACKAGE_OF_THE_OTHERS).format(major=major)
        needed = ".".join(map(str, oldest))
        state = f"has only version {version}" if version else "is not available"
        yield Error(
            f"The PostgreSQL extension {name} {state}; {needed} or newer is needed.",
            hint=f"Install the package {package} on the machine of the database server (Debian, apt.postgresql.org).",
            id="search.E003",
        )


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
