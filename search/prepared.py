"""Statements that are asked again and again: PostgreSQL plans them once for each connection, not anew each time."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from psycopg import Cursor


def rows(statement: str, values: Any = None) -> list[tuple[Any, ...]]:
    """What a statement returns; its values travel beside it, so that its text stays the same.

    Not for tables that `search.scratch` hides: a prepared statement might still mean the ones behind.
    """
    with cursor() as own:
        own.execute(statement, values)
        found: list[tuple[Any, ...]] = own.fetchall()
    return found


def cursor() -> Any:
    """As Django makes its own, so that these statements are logged and counted like all others."""
    connection.ensure_connection()
    plain: Any = Cursor(connection.connection)
    return connection.make_debug_cursor(plain) if connection.queries_logged else connection.make_cursor(plain)


def numbers(many: Sequence[int]) -> str:
    """An array of whole numbers as a statement takes it."""
    return f"{{{','.join(map(str, many))}}}"


@lru_cache(100)
def vector(values: tuple[float, ...]) -> str:
    """A vector as a statement takes it; a search asks with the same one twice."""
    return f"[{','.join(map(str, values))}]"
