"""What one plan changes against another: moved, fallen out, new."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from exchange.models import Meeting, Plan


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting is, by the ids of the rows."""

    slot: int
    table: int
    interpreter: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Requests by their ids; `fallen` with the reason, None where the request itself is no longer wanted."""

    stayed: tuple[int, ...]
    moved: dict[int, tuple[Place, Place]]
    fallen: dict[int, str | None]
    added: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.moved or self.fallen or self.added)

    def as_json(self) -> dict[str, Any]:
        """What a plan keeps of it."""
        return {
            "moved": list(self.moved),
            "fallen": {str(request): reason for request, reason in self.fallen.items()},
            "added": list(self.added),
        }


def places_of(plan: Plan | None) -> dict[int, Place]:
    """Where each request of a plan takes place; nothing without a plan. One statement."""
    return places(Meeting.objects.filter(plan=plan)) if plan else {}


def places(meetings: Iterable[Meeting]) -> dict[int, Place]:
    """Where each request of these meetings takes place."""
    return {one.request_id: Place(one.slot_id, one.table_id, one.interpreter_id) for one in meetings}


def between(
    before: Mapping[int, Place],
    after: Mapping[int, Place],
    unmet: Mapping[str, str],
    over: Collection[int] = (),
) -> Changes:
    """What changes from one plan to the next; in slots that are `over` nothing falls out any more."""
    both = [request for request in before if request in after]
    return Changes(
        stayed=tuple(request for request in both if before[request] == after[request]),
        moved={request: (before[request], after[request]) for request in both if before[request] != after[request]},
        fallen={
            request: unmet.get(str(request))
            for request, place in before.items()
            if request not in after and place.slot not in over
        },
        added=tuple(request for request in after if request not in before),
    )
