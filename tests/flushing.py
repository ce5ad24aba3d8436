"""After a transactional test: what it has written goes, and nothing else is touched."""

from collections.abc import Iterable
from typing import Any

from django.core.management.commands import flush
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations

REFERENCE = (
    "organisations_region",
    "organisations_sector",
    "organisations_capability",
    "organisations_postcode",
    "organisations_town",
)
MADE_BY_SIGNAL = ("django_content_type", "auth_permission")
STAYS = {*REFERENCE, *MADE_BY_SIGNAL}
"""Tables that the flush leaves alone: filling them again costs more than most tests."""
MANY = 2_000
"""With more rows than this in one table all are truncated: a deleted row has to be looked for in what refers to it."""
_flush = DatabaseOperations.sql_flush
_made: dict[str, tuple[int, ...]] = {}


def install() -> None:
    """Let the flush of Django's tests be this one."""
    DatabaseOperations.sql_flush = _sql_flush  # type: ignore[method-assign]
    flush.emit_post_migrate_signal = _emit_post_migrate_signal  # type: ignore[attr-defined]


def _sql_flush(self: DatabaseOperations, style: Any, tables: Iterable[str], **options: Any) -> list[str]:
    """Truncating every table takes most of a second, deleting from the few that have rows some milliseconds."""
    tables = [table for table in tables if table not in STAYS]
    with self.connection.cursor() as cursor:
        cursor.execute(" union all ".join(f"select '{table}' where exists (select from {table})" for table in tables))
        used = [table for (table,) in cursor.fetchall()]
        for table in used:
            cursor.execute(f"select count(*) from (select from {table} limit {MANY + 1}) as some_rows")
            if cursor.fetchone()[0] > MANY:
                return _flush(self, style, tables, **options)
    return ["set constraints all deferred", *(f"delete from {table}" for table in used)]


def _emit_post_migrate_signal(verbosity: int, interactive: bool, db: str) -> None:
    """Only when something is missing of what it would make."""
    if _made.get(db) != _rows(db):
        emit_post_migrate_signal(verbosity, interactive, db)
        _made[db] = _rows(db)


def _rows(db: str) -> tuple[int, ...]:
    with connections[db].cursor() as cursor:
        cursor.execute("select " + ", ".join(f"(select count(*) from {table})" for table in MADE_BY_SIGNAL))
        return tuple(cursor.fetchone())
