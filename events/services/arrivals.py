"""What forms bring that needs no place, written before anybody waits for the lock: bookings, answers, consents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from psycopg.types.json import Jsonb

from events.models import Booking
from events.services import prepared

if TYPE_CHECKING:
    from events.services.sent import Person

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
    SELECT ARRAY(SELECT number FROM people ORDER BY place), array_agg(id), array_agg(form_key) FROM written
"""


def save(bookings: "Sequence[Booking]", people: "Sequence[Sequence[Person]]") -> list[list[int]]:
    """Write bookings, which get their numbers, and what their people say; the numbers that the people's rows will have.

    `people`: those of each booking.
    """
    placed = list(enumerate((person for own in people for person in own), start=1))
    answers = [(place, pk, value) for place, person in placed for pk, value in person.answers.items()]
    consents = [(place, pk, given) for place, person in placed for pk, given in person.consents.items()]
    said: list[Any] = [
        len(placed),
        *_columns(answers)[:2],
        [Jsonb(value) for _place, _pk, value in answers],
        timezone.now(),
        *_columns(consents),
    ]
    numbers, written, keys = prepared.insert_first(bookings, WORDS, said)
    ids = dict(zip(keys, written, strict=True))
    for booking in bookings:
        booking.pk = ids[booking.form_key]
        booking._state.adding = False
    rest = iter(numbers)
    return [[next(rest) for _person in own] for own in people]


def _columns(rows: Sequence[tuple[int, int, Any]]) -> list[list[Any]]:
    return [[row[place] for row in rows] for place in range(3)]
