"""The changes of a repair in rows that people read: who, when, where, and who is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.differences import between, places_of
from exchange.models import Participant
from exchange.plan_rows import Line, change_lines, planned_places
from exchange.services.repairing import Repair
from exchange.sides import organisation_of


@dataclass(frozen=True, slots=True)
class Changed:
    """One meeting; `missing`: who is absent; `is_unanswered`: nobody has answered the request."""

    line: Line
    people: tuple[tuple[str, str], tuple[str, str]]
    missing: str
    is_unanswered: bool


@dataclass(frozen=True, slots=True)
class ChangedMeetings:
    """What falls out, what is new, what is elsewhere, and how many stay as they were told."""

    fallen: list[Changed]
    added: list[Changed]
    moved: list[Changed]
    stayed: int


def changed_meetings(repair: Repair) -> ChangedMeetings:
    """The changes with the rows of all people; four statements, however many there are."""
    changes = between(places_of(repair.told), planned_places(repair.posed, repair.replanned.plan))
    lines = change_lines(repair.told.exchange_id, changes, {})

    def changed(found: Iterable[Line]) -> list[Changed]:
        return [_changed(line, repair) for line in found]

    return ChangedMeetings(changed(lines.fallen), changed(lines.added), changed(lines.moved), lines.stayed)


def _changed(line: Line, repair: Repair) -> Changed:
    request = line.request
    missing = [one for one in (request.source, request.target) if one.pk in repair.absent]
    return Changed(
        line,
        people=(_words(request.source), _words(request.target)),
        missing=", ".join(one.registration.full_name for one in missing),
        is_unanswered=request.pk in repair.unanswered,
    )


def _words(person: Participant) -> tuple[str, str]:
    return person.registration.full_name, organisation_of(person)
