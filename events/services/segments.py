"""What organisers do with several registrations at once: segments, and steps that each may be refused."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import F, Func, Value

from events.exceptions import RegistrationError
from events.models import Registration


def add_segment(*, event_id: int, ids: Collection[int], name: str) -> int:
    """Put registrations into a segment; how many were not in it yet."""
    rows = Registration.objects.filter(event=event_id, pk__in=ids).exclude(segments__contains=[name])
    return rows.update(segments=Func(F("segments"), Value(name), function="array_append"))


def remove_segment(*, event_id: int, ids: Collection[int], name: str) -> int:
    """Take registrations out of a segment; how many were in it."""
    rows = Registration.objects.filter(event=event_id, pk__in=ids, segments__contains=[name])
    return rows.update(segments=Func(F("segments"), Value(name), function="array_remove"))


def each(*, event_id: int, ids: Collection[int], step: Callable[..., Any], **arguments: Any) -> tuple[int, int]:
    """Take a step for each registration by its number, each in a transaction of its own: how many done and refused."""
    rows = Registration.objects.filter(event=event_id, pk__in=ids).order_by("number")
    done = refused = 0
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            step(registration_id=pk, **arguments)
        except RegistrationError:
            refused += 1
        else:
            done += 1
    return done, refused
