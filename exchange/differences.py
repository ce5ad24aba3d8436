"""What one plan changes against another: moved, fallen out, new."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from exchange.models import Meeting, Plan


@dataclass(frozen=True, slots=True)
class Place:
    """When, where and with whom a request takes place in one plan, by the ids of the rows."""

    slot: int
    table: int
    interpreter: int | None
    meeting: int = field(default=0, compare=False)
    """The row of this plan; 0 in a plan that is not stored."""


type Places = Mapping[int, Place]
"""By request."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Requests by their ids; `moved` with (before, after)."""

    stayed: tuple[int, ...]
    moved: dict[int, tuple[Place, Place]]
    fallen: dict[int, Place]
    added: dict[int, Place]

    def __bool__(self) -> bool:
        return bool(self.moved or self.fallen or self.added)

    def meetings(self) -> set[int]:
        """The rows that are needed to say it in words."""
        pairs = {place.meeting for pair in self.moved.values() for place in pair}
        return pairs | {place.meeting for found in (self.fallen, self.added) for place in found.values()}


def places_of(plan: Plan | None) -> dict[int, Place]:
    """Where each request of a plan takes place; nothing without a plan. One statement."""
    columns = ("request_id", "slot_id", "table_id", "interpreter_id", "pk")
    rows = Meeting.objects.filter(plan=plan).order_by().values_list(*columns) if plan else ()
    return {request: Place(*place) for request, *place in rows}


def between(before: Places, after: Places, *, over: Collection[int] = ()) -> Changes:
    """What changes from one plan, or timetable, to the next; in slots that are `over` nothing falls out any more."""
    both = [request for request in before if request in after]
    return Changes(
        stayed=tuple(request for request in both if before[request] == after[request]),
        moved={request: (before[request], after[request]) for request in both if before[request] != after[request]},
        fallen={request: place for request, place in before.items() if request not in after and place.slot not in over},
        added={request: place for request, place in after.items() if request not in before},
    )
