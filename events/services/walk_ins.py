"""People without a registration whom a device has let in, perhaps without a network: each once, with a number now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from events.choices import Direction
from events.services.checking_in import SentTick, record_ticks
from events.services.registering import walk_in
from events.services.sent import Person


@dataclass(frozen=True, slots=True)
class SentWalkIn:
    """Somebody as a device sends it; `key` is the device's own, `at` when the person came in."""

    key: UUID
    person: Person
    organisation_name: str
    country: str
    language: str
    at: datetime


@transaction.atomic
def record_walk_ins(*, event_id: int, walk_ins: Sequence[SentWalkIn], actor: Any, sent_at: datetime) -> dict[UUID, int]:
    """Register and tick in people who are inside already, also when all places are taken; their numbers by key.

    The same again changes nothing.
    """
    numbers: dict[UUID, int] = {}
    ticks = []
    for sent in walk_ins:
        row = walk_in(
            event_id=event_id, person=sent.person, organisation_name=sent.organisation_name, actor=actor, beyond=True,
            country=sent.country, language=sent.language, form_key=sent.key,
        )  # fmt: skip
        numbers[sent.key] = row.number
        ticks.append(SentTick(uuid5(sent.key, "in"), row.pk, Direction.IN, sent.at))
    record_ticks(event_id=event_id, ticks=ticks, actor=actor, sent_at=sent_at)
    return numbers
