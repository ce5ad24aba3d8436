"""The matches of one changed offer or demand; runs in a process that knows the site (`bench.database.with_django`)."""

import json
import statistics
import sys
import time

from django.db import connection, transaction

from matching.services.refreshing import refresh_entries
from matching.services.sources import follow_documents
from search.models import Document

ENTRIES, WARM_UP = 15, 3
EVERYBODY = """
    INSERT INTO organisations_membership (organisation_id, user_id, role, joined_at)
    SELECT id, (SELECT min(id) FROM accounts_user), 'owner', now() FROM organisations_organisation
    WHERE status = 'published' ON CONFLICT DO NOTHING
"""


def refresh_some() -> None:
    """Print the median and the longest time in seconds, where somebody acts for every organisation; keeps nothing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(EVERYBODY)
            follow_documents()
            cursor.execute("ANALYZE matching_source, organisations_membership")
        rows = Document.objects.of_kind("listing").exclude(embedding=None).order_by("slug")
        ids = list(rows.values_list("object_id", flat=True))
        taken = [_seconds(pk) for pk in ids[:: max(1, len(ids) // (ENTRIES + WARM_UP))]]
        transaction.set_rollback(True)
    # the first ones load dictionaries and terms, which a worker has loaded
    warm = taken[WARM_UP:]
    sys.stdout.write(json.dumps({"p50": round(statistics.median(warm), 2), "max": round(max(warm), 2)}))


def _seconds(pk: int) -> float:
    start = time.perf_counter()
    refresh_entries(kind="listing", ids=[pk])
    return time.perf_counter() - start
