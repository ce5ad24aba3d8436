"""A number that changes with every change of the documents, for the keys of caches."""

import time

from django.db import connection

from search.models import IndexVersion

ONLY_ROW = 1


def index_version() -> int:
    """The number of the present state of all documents; one statement."""
    # each list page asks this first, so it is worth the plain statement
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM search_indexversion WHERE id = %s", [ONLY_ROW])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def new_index_version() -> None:
    """Change the number, within the transaction that changes documents.

    The number is taken from the clock: counting up would use a number again after a rollback.
    """
    row = IndexVersion(pk=ONLY_ROW, number=time.time_ns())
    IndexVersion.objects.bulk_create([row], update_conflicts=True, unique_fields=["id"], update_fields=["number"])
