"""A search index of its own, in which nothing of the site is found and from which nothing is left."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

TABLES = ("search_document", "search_word", "search_indexversion")


@contextmanager
def scratch_space() -> Iterator[None]:
    """Within the block all functions of the search work on empty tables that only this connection sees.

    Temporary tables hide those of the same name; the transaction around them is rolled back, with every job that was
    deferred in it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE {table} INCLUDING ALL) ON COMMIT DROP")
        yield
        transaction.set_rollback(True)
