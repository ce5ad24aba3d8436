"""What is counted under the lock before somebody registers: one statement in plain SQL.

Hundreds wait for the lock at the busiest minute of an event, and Django takes longer to put this statement together
than PostgreSQL takes to answer it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from events.choices import ENDED, TAKES_PLACE, State
from search import prepared

MOST_FORMS = 10
"""Forms for one event from one address within an hour: mails must not be a weapon."""
SITUATION = """
    SELECT
        (SELECT count(*) FROM events_registration
         WHERE event_id = %(event)s AND state = ANY(%(takes_place)s) AND NOT wants_online),
        EXISTS (SELECT FROM events_registration WHERE event_id = %(event)s AND state = %(waiting)s),
        ARRAY(SELECT email FROM events_booking
              WHERE event_id = %(event)s AND email = ANY(%(emails)s) AND created_at >= now() - interval '1 hour'
              GROUP BY email HAVING count(*) > %(most_forms)s),
        ARRAY(SELECT email FROM events_registration WHERE event_id = %(event)s AND email = ANY(%(addresses)s)
              AND state <> ALL(%(ended)s) ORDER BY id),
        ARRAY(SELECT id FROM events_registration WHERE event_id = %(event)s AND email = ANY(%(addresses)s)
              AND state <> ALL(%(ended)s) ORDER BY id)
"""
FIXED = {
    "takes_place": [state.value for state in TAKES_PLACE],
    "ended": [state.value for state in ENDED],
    "waiting": State.WAITING.value,
    "most_forms": MOST_FORMS,
}


@dataclass(frozen=True, slots=True)
class Situation:
    """Places taken, whether people wait, contacts that have sent too many forms, who is registered."""

    taken: int
    is_waited_for: bool
    busy: frozenset[str]
    known: dict[str, int]


def situation(*, event_id: int, emails: Collection[str], addresses: Collection[str]) -> Situation:
    """Count; only under `lock_desk` is it true a moment later. `emails` of contacts, `addresses` in small letters."""
    values: Any = {"event": event_id, "emails": list(emails), "addresses": list(addresses), **FIXED}
    [(taken, is_waited_for, busy, found, numbers)] = prepared.rows(SITUATION, values)
    return Situation(taken, is_waited_for, frozenset(busy), dict(zip(found, numbers, strict=True)))
