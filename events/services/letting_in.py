"""Somebody without a place is let in at the door: from then on a participant, with a place more than there were."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.choices import Direction, State, Step
from events.models import Booking, Desk, Registration, RegistrationStep, Tick
from events.services import history, places, waiting


def without_place(event_id: int, ids: Collection[int]) -> list[int]:
    """Those of these registrations that have no confirmed place."""
    rows = Registration.objects.filter(event=event_id, pk__in=ids).exclude(state=State.CONFIRMED)
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def let_in(*, event_id: int, ids: Collection[int], actor: Any) -> int:
    """Make people who came in without a place participants, whether or not places are left; how many.

    Their former state is kept in the history, so that a tick taken back brings it back.
    """
    desk = places.lock_desk(event_id)
    rows = Registration.objects.filter(event=event_id, pk__in=ids).exclude(state=State.CONFIRMED)
    by_state: defaultdict[str, list[int]] = defaultdict(list)
    for pk, state in rows.values_list("pk", "state"):
        by_state[state].append(pk)
    found = [pk for people in by_state.values() for pk in people]
    if not found:
        return 0
    for state, people in by_state.items():
        history.note(people, Step.AT_THE_DOOR, by=actor, state=state)
    # whoever stands at the door is known
    Booking.objects.filter(registrations__in=found, verified_at=None).update(verified_at=timezone.now())
    places.put(found, State.CONFIRMED, by=actor)
    waiting.fill_items(desk, fresh=set(found))
    return len(found)


@transaction.atomic
def take_back(*, event_id: int, ids: Collection[int], actor: Any) -> int:
    """Their ticks were mistakes: those who had become participants by them wait again; how many."""
    desk = places.lock_desk(event_id)
    inside = Tick.objects.filter(event=event_id, item=None, direction=Direction.IN, undone_at=None)
    still = set(inside.filter(registration__in=ids).values_list("registration_id", flat=True))
    former = {pk: state for pk in ids if pk not in still and (state := _former_state(pk))}
    for pk, state in former.items():
        until = places.offer_ends(desk) if state == State.OFFERED else None
        places.put([pk], state, until=until, by=actor)
    return len(former)


def _former_state(registration_id: int) -> State | None:
    """The state before the door; None when something else has happened since."""
    steps = RegistrationStep.objects.filter(registration=registration_id, step__in=(Step.STATE, Step.AT_THE_DOOR))
    newest = list(steps.order_by("-pk")[:2])
    if [row.step for row in newest] != [Step.STATE, Step.AT_THE_DOOR] or newest[0].state != State.CONFIRMED:
        return None
    return State(newest[1].state)


def places_of(event_id: int) -> tuple[int | None, int]:
    """Places of the event (None: no limit), and how many have one; more than there are when the door let people in."""
    row = Desk.objects.filter(pk=event_id).values_list("capacity", places.taken_of_event()).first()
    return row or (None, 0)
