"""Slots, tables and interpreters come and go. What a plan has is dropped, not deleted: the plan still shows it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from events.choices import StandState
from events.models import StandRequest
from exchange.models import Exchange, Meeting, Participant, Slot, Table
from search.parameters import numbers_from

LONGEST_LABEL = 20  # as the column
MOST_TABLES = 300


@transaction.atomic
def add_slots(*, exchange_id: int, times: Iterable[tuple[datetime, datetime]]) -> int:
    """Slots at these times; those that overlap one that is there by now are left out. How many were added."""
    exchange = Exchange.objects.locked(exchange_id)
    present = [(slot.starts_at, slot.ends_at) for slot in exchange.slots.in_use()]
    added = 0
    for start, end in times:
        if any(first < end and start < last for first, last in present):
            continue
        Slot.objects.create(exchange=exchange, starts_at=start, ends_at=end)
        present.append((start, end))
        added += 1
    return added


@transaction.atomic
def add_tables(*, exchange_id: int, number: int) -> list[Table]:
    """So many free tables, numbered on from the highest number; never more than there is room for."""
    exchange = Exchange.objects.locked(exchange_id)
    labels = set(exchange.tables.in_use().values_list("label", flat=True))
    first = max(numbers_from(labels), default=0) + 1
    number = min(number, MOST_TABLES - len(labels))
    position = _next_position(exchange)
    rows = (Table(exchange=exchange, label=str(first + n), position=position + n) for n in range(number))
    return list(Table.objects.bulk_create(rows))


@transaction.atomic
def add_host_tables(*, exchange_id: int) -> list[Table]:
    """A table for each exhibitor without one, named after the stand."""
    exchange = Exchange.objects.locked(exchange_id)
    labels = set(exchange.tables.in_use().values_list("label", flat=True))
    position = _next_position(exchange)
    tables: list[Table] = []
    for person, stand in exhibitors_without_table(exchange):
        label = _free_label(stand, labels)
        labels.add(label)
        tables.append(
            Table.objects.create(exchange=exchange, label=label, host=person, position=position + len(tables))
        )
    return tables


@transaction.atomic
def save_table(*, form: Any) -> Table:
    """Save a valid form of a table; a new one comes last."""
    exchange = Exchange.objects.locked(form.instance.exchange_id)
    table: Table = form.instance
    if not table.pk:
        table.position = _next_position(exchange)
    form.save()
    return table


@transaction.atomic
def save_interpreter(*, form: Any) -> Any:
    """Save a valid form of an interpreter."""
    Exchange.objects.locked(form.instance.exchange_id)
    return form.save()


@transaction.atomic
def drop(*, exchange_id: int, model: type[Any], ids: Collection[int]) -> int:
    """Take slots, tables or interpreters out; how many. Those that no plan has are deleted, hosts become free."""
    Exchange.objects.locked(exchange_id)
    rows = model._default_manager.filter(exchange=exchange_id, pk__in=ids, dropped_at=None)
    number = rows.count()
    used = Meeting.objects.filter(**{f"{model._meta.model_name}__in": ids})
    in_plans = set(used.values_list(f"{model._meta.model_name}_id", flat=True))
    if model is Table:
        rows.update(host=None)
    rows.filter(pk__in=in_plans).update(dropped_at=timezone.now())
    rows.exclude(pk__in=in_plans).delete()
    return number


def told_meetings(exchange_id: int, model: type[Any], ids: Collection[int]) -> list[Meeting]:
    """The meetings that participants know of in these slots, at these tables or with these interpreters."""
    rows = Meeting.objects.told().filter(plan__exchange=exchange_id, **{f"{model._meta.model_name}__in": ids})
    return list(rows.with_sides())


def exhibitors_without_table(exchange: Exchange) -> list[tuple[Participant, str]]:
    """One participant of each organisation with an approved stand and no table, with the stand; two statements."""
    requests = StandRequest.objects.filter(event=exchange.pk, state=StandState.APPROVED).exclude(organisation=None)
    stands = {row.organisation_id: row.stand.label if row.stand else "" for row in requests.select_related("stand")}
    people = Participant.objects.filter(exchange=exchange.pk, organisation__in=stands).taking_part()
    people = people.select_related("organisation", "registration", "table").order_by("pk")
    served = {one.organisation_id for one in people if hasattr(one, "table") and one.table.dropped_at is None}
    first: dict[Any, Participant] = {}
    for one in people:
        if one.organisation_id not in served:
            first.setdefault(one.organisation_id, one)
    return [(one, stands[one.organisation_id]) for one in first.values()]


def _free_label(stand: str, taken: set[str]) -> str:
    if stand and stand not in taken:
        return stand[:LONGEST_LABEL]
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)


def _next_position(exchange: Exchange) -> int:
    highest = exchange.tables.aggregate(highest=Max("position"))["highest"]
    return int(highest or 0) + 1
