"""Looking through the lists for what is new; each different question is asked once, however many people ask it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from alerts.evaluation import Found, new_documents
from alerts.lists import lists
from alerts.models import Finding, SavedSearch, Sweep

LOOK_BACK = timedelta(days=30)
"""What was published longer ago is not new to anybody, also when an edit lets it fit only now."""
KEEP_FINDINGS = timedelta(days=400)
AT_A_TIME = 200
ONLY_ROW = 1
# one statement for all who ask the same
NOTE = """
    INSERT INTO alerts_finding (search_id, kind, object_id, found_at, is_new)
    SELECT search.id, found.kind, found.object_id, %(now)s, true
    FROM alerts_savedsearch AS search
    JOIN accounts_user AS owner ON owner.id = search.user_id AND owner.is_active
    CROSS JOIN unnest(%(kinds)s::text[], %(ids)s::bigint[], %(days)s::timestamptz[])
        AS found (kind, object_id, published_at)
    WHERE search.fingerprint = %(fingerprint)s AND search.paused_at IS NULL
        AND search.frequency = ANY(%(frequencies)s) AND found.published_at > search.watch_from
    ON CONFLICT DO NOTHING
"""


def find_new(*, frequencies: Collection[str], now: datetime | None = None) -> int:
    """Note what is new in all saved searches with these frequencies; how many findings. Harmless to repeat.

    A finding that was noted before, told or not, is not noted again.
    """
    moment = now or timezone.now()
    questions = SavedSearch.objects.watched(frequencies).questions()
    return sum(_ask(question, frequencies, moment) for question in questions.iterator(chunk_size=AT_A_TIME))


def _ask(question: dict[str, Any], frequencies: Collection[str], now: datetime) -> int:
    kept = lists().get(question["list"])
    if kept is None:
        return 0
    since = max(question["watch_from"], now - LOOK_BACK)
    found = new_documents(kept, question["query"], since=since)
    return _note(question["fingerprint"], found, frequencies, now) if found else 0


def _note(fingerprint: str, found: list[Found], frequencies: Collection[str], now: datetime) -> int:
    kinds, ids, days = zip(*found, strict=True)
    values: dict[str, Any] = {
        "now": now,
        "kinds": list(kinds),
        "ids": list(ids),
        "days": list(days),
        "fingerprint": fingerprint,
        "frequencies": [str(frequency) for frequency in frequencies],
    }
    with connection.cursor() as cursor:
        cursor.execute(NOTE, values)
        return int(cursor.rowcount)


def swept_version() -> int:
    """The state of the documents that was looked through at last; 0 before the first time."""
    row = Sweep.objects.filter(pk=ONLY_ROW).first()
    return row.version if row else 0


def note_sweep(version: int) -> None:
    """Remember which state was looked through."""
    Sweep.objects.update_or_create(pk=ONLY_ROW, defaults={"version": version})


def forget_old_findings() -> int:
    """Delete what was found so long ago that it cannot be found anew; how many."""
    deleted, _by_model = Finding.objects.filter(found_at__lt=timezone.now() - KEEP_FINDINGS).delete()
    return int(deleted)
