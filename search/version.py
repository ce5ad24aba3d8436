"""A number that changes with every change of the documents, for the keys of caches."""

import time

from django.db import connection

ONLY_ROW = 1
# statements of their own: each list page asks, and the models import the readings of questions, which ask, too
NUMBER = "SELECT number FROM search_indexversion WHERE id = %s"
NEW_NUMBER = """
    INSERT INTO search_indexversion (id, number) VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET number = excluded.number
"""
# the lock belongs to the table, so that a scratch space has one of its own
WAIT = "SELECT pg_advisory_xact_lock('search_document'::regclass::oid::bigint)"


def index_version() -> int:
    """The number of the present state of all documents; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, [ONLY_ROW])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def new_index_version() -> None:
    """Change the number, within the transaction that changes documents.

    The number is taken from the clock: counting up would use a number again after a rollback.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEW_NUMBER, [ONLY_ROW, time.time_ns()])


def wait_for_other_writers() -> None:
    """One writer at a time, up to the end of its transaction.

    Otherwise a slow job could write what it read before a quick one read and wrote something newer.
    """
    with connection.cursor() as cursor:
        cursor.execute(WAIT)
