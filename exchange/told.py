"""What people were told, plan by plan: who had which meeting when, and what has changed since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from exchange.models import Meeting, Plan
from exchange.plans import SIDES


@dataclass(frozen=True, slots=True)
class Place:
    """When, where and with whom a request takes place in one plan."""

    slot: int
    table: int
    interpreter: int | None
    meeting: int = field(compare=False)
    """The row of this plan."""


type Places = dict[int, Place]
"""By request."""


@dataclass(frozen=True, slots=True)
class News:
    """What is other than told before: pairs (before, after), meetings that are no more, new ones; all by request."""

    moved: dict[int, tuple[Place, Place]]
    fallen: Places
    added: Places

    def __bool__(self) -> bool:
        return bool(self.moved or self.fallen or self.added)

    def meetings(self) -> set[int]:
        """The rows that are needed to say it in words."""
        pairs = {place.meeting for pair in self.moved.values() for place in pair}
        return pairs | {place.meeting for found in (self.fallen, self.added) for place in found.values()}


def news(before: Places, after: Places) -> News:
    """The difference of two timetables."""
    both = [pk for pk in before if pk in after]
    return News(
        moved={pk: (before[pk], after[pk]) for pk in both if before[pk] != after[pk]},
        fallen={pk: place for pk, place in before.items() if pk not in after},
        added={pk: place for pk, place in after.items() if pk not in before},
    )


@dataclass(frozen=True, slots=True)
class Record:
    """The told plans in their order, and the meetings of each person in each."""

    plans: list[int]
    people: Mapping[int, Mapping[int, Places]]

    def places(self, person: int, plan: int | None) -> Places:
        """A person's meetings in a plan; none without a plan."""
        return self.people.get(person, {}).get(plan or 0, {})

    def last_places(self, person: int) -> dict[int, tuple[Place, bool]]:
        """By request where it was told last, and whether it still stands."""
        found: dict[int, tuple[Place, bool]] = {}
        for plan in self.plans:
            found = {request: (place, False) for request, (place, _stands) in found.items()}
            found |= {request: (place, True) for request, place in self.places(person, plan).items()}
        return found


def record(exchange_id: int, *, people: Collection[int] | None = None, with_plan: int = 0) -> Record:
    """What was told in an exchange, to everybody or to some; `with_plan` counts as told. Two statements."""
    told = Q(told_at__isnull=False) | Q(pk=with_plan)
    plans = list(Plan.objects.filter(told, exchange=exchange_id).order_by("pk").values_list("pk", flat=True))
    rows = Meeting.objects.filter(plan__in=plans)
    if people is not None:
        rows = rows.filter(seats__participant__in=people)
    found: dict[int, dict[int, Places]] = {}
    for pk, plan, request, slot, table, interpreter, person in rows.order_by().values_list(
        "pk", "plan_id", "request_id", "slot_id", "table_id", "interpreter_id", "seats__participant_id"
    ):
        found.setdefault(person, {}).setdefault(plan, {})[request] = Place(slot, table, interpreter, pk)
    return Record(plans, found)


def meetings_by_id(ids: Collection[int]) -> dict[int, Meeting]:
    """Rows of whichever plans, with both sides at hand; one statement."""
    rows: QuerySet[Meeting] = Meeting.objects.select_related("slot", "table", "interpreter", *SIDES)
    return {meeting.pk: meeting for meeting in rows.filter(pk__in=ids)}
