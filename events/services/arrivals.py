"""What a form brings that needs no place, written before anybody waits for the lock: booking, answers, consents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from psycopg.types.json import Jsonb

from events.models import Booking
from events.services import prepared

if TYPE_CHECKING:
    from events.services.registering import Person

# answers and consents point to people who are about to be written: the database looks for them only at the end
WORDS = """
    , people AS MATERIALIZED (
        SELECT place, nextval(pg_get_serial_sequence('events_registration', 'id')) AS number
        FROM generate_series(1, %s) AS place
    ), answers AS (
        INSERT INTO events_answer (registration_id, question_id, value)
        SELECT people.number, said.question, said.value
        FROM unnest(%s::integer[], %s::bigint[], %s::jsonb[]) AS said (place, question, value) JOIN people USING (place)
    ), consents AS (
        INSERT INTO events_consent (registration_id, text_id, is_given, decided_at)
        SELECT people.number, said.text, said.is_given, %s
        FROM unnest(%s::integer[], %s::bigint[], %s::boolean[]) AS said (place, text, is_given)
        JOIN people USING (place)
    )
    SELECT written.id, ARRAY(SELECT number FROM people ORDER BY place) FROM written
"""


def save(booking: Booking, people: "Sequence[Person]") -> list[int]:
    """Write the booking, which gets its number, and what the people say; the numbers that their rows will have."""
    placed = list(enumerate(people, start=1))
    answers = [(place, pk, value) for place, person in placed for pk, value in person.answers.items()]
    consents = [(place, pk, given) for place, person in placed for pk, given in person.consents.items()]
    said: list[Any] = [
        len(people),
        *_columns(answers)[:2],
        [Jsonb(value) for _place, _pk, value in answers],
        timezone.now(),
        *_columns(consents),
    ]
    booking.pk, numbers = prepared.insert_first(booking, WORDS, said)
    booking._state.adding = False
    return list(numbers)


def _columns(rows: Sequence[tuple[int, int, Any]]) -> list[list[Any]]:
    return [[row[place] for row in rows] for place in range(3)]
