"""What a plan is in numbers."""

from collections import Counter
from dataclasses import dataclass

from exchange.models import Meeting, MeetingRequest, Plan


@dataclass(frozen=True, slots=True)
class Numbers:
    """`people`: those with a wish that was planned or not; `least`: the fewest meetings that one of them has."""

    meetings: int
    unmet: int
    people: int
    none: int
    one: int
    more: int
    least: int
    table_changes: int


def numbers_of(plan: Plan) -> Numbers:
    """Two statements."""
    columns = ("request__source", "request__target", "table")
    rows = list(Meeting.objects.filter(plan=plan).order_by("slot__starts_at").values_list(*columns))
    unmet = MeetingRequest.objects.filter(pk__in=[int(one) for one in plan.unmet]).values_list("source", "target")
    people = {person for pair in unmet for person in pair} | {person for row in rows for person in row[:2]}
    has: Counter[int] = Counter(person for row in rows for person in row[:2])
    return Numbers(
        meetings=len(rows),
        unmet=len(plan.unmet),
        people=len(people),
        none=sum(not has[one] for one in people),
        one=sum(has[one] == 1 for one in people),
        more=sum(has[one] > 1 for one in people),
        least=min((has[one] for one in people), default=0),
        table_changes=_changes(rows),
    )


def _changes(rows: list[tuple[int, int, int]]) -> int:
    last: dict[int, int] = {}
    changes = 0
    for source, target, table in rows:
        for person in (source, target):
            changes += last.get(person, table) != table
            last[person] = table
    return changes
