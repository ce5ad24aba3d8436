"""Statements of the busiest minute of an event: PostgreSQL plans them once for each connection, not anew each time."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from search.prepared import cursor, rows


def insert(new: Sequence[Model]) -> None:
    """Write new rows of one model, all with numbers or all without; what is without gets one that nobody is told."""
    if not new:
        return
    model, with_number = type(new[0]), new[0].pk is not None
    fields = _fields(model, with_number=with_number)
    with cursor() as own:
        own.execute(
            statement_for(model, len(new), with_number=with_number),
            [value for row in new for value in _values(row, fields)],
        )


def insert_first(new: Sequence[Model], then: str, values: Sequence[Any]) -> tuple[Any, ...]:
    """Write new rows, known as `written` in `then`, the rest of the statement with its SELECT; what that returns."""
    model = type(new[0])
    fields = _fields(model, with_number=False)
    own = [value for row in new for value in _values(row, fields)]
    [found] = rows(f"WITH written AS ({statement_for(model, len(new))} RETURNING *) {then}", [*own, *values])
    return found


@cache
def statement_for(model: type[Model], number: int, *, with_number: bool = False) -> str:
    """The statement that writes so many rows of a model."""
    fields = _fields(model, with_number=with_number)
    names = ", ".join(str(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {model._meta.db_table} ({names}) VALUES {', '.join([row] * number)}"  # noqa: S608 - names only


@cache
def _fields(model: type[Model], *, with_number: bool) -> "tuple[Field[Any, Any], ...]":
    return tuple(field for field in model._meta.concrete_fields if with_number or not field.primary_key)


def _values(row: Model, fields: "Sequence[Field[Any, Any]]") -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
