"""What people were told, plan by plan: who had which meeting when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from exchange.differences import Place, Places
from exchange.models import Meeting, Plan


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
    found: dict[int, dict[int, dict[int, Place]]] = {}
    for pk, plan, request, slot, table, interpreter, person in rows.order_by().values_list(
        "pk", "plan_id", "request_id", "slot_id", "table_id", "interpreter_id", "seats__participant_id"
    ):
        found.setdefault(person, {}).setdefault(plan, {})[request] = Place(slot, table, interpreter, pk)
    return Record(plans, found)


def meetings_by_id(ids: Collection[int]) -> dict[int, Meeting]:
    """Rows of whichever plans, with both sides at hand; one statement."""
    return {meeting.pk: meeting for meeting in Meeting.objects.filter(pk__in=ids).with_sides()}
