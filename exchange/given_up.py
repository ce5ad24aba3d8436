"""Slots, tables and interpreters of the told plan that were given up after it: a draft taken back leaves them away."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exchange.models import Interpreter, Plan, Slot, Table

MOST_NAMED = 10


def given_up_text(exchange_id: int, told: Plan | None) -> str:
    """What is missing now, as "table 4, 13:00"; empty where there is nothing. Three statements, none without a plan."""
    if told is None or told.told_at is None:
        return ""
    names = [
        *(_slot_name(slot) for slot in _away(Slot, exchange_id, told)),
        *(_("table %(label)s") % {"label": table} for table in _away(Table, exchange_id, told)),
        *(str(interpreter) for interpreter in _away(Interpreter, exchange_id, told)),
    ]
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown}, …" if len(names) > MOST_NAMED else shown


def _away(model: type[Any], exchange_id: int, told: Plan) -> Any:
    return model._default_manager.filter(exchange=exchange_id, dropped_at__gt=told.told_at)


def _slot_name(slot: Slot) -> str:
    return date_format(timezone.localtime(slot.starts_at), "SHORT_DATETIME_FORMAT")
