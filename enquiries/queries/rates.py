"""How reliably organisations answer: from the enquiries of a year, and only from a minimum number on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q
from django.utils import timezone

from enquiries.choices import RATED_FROM, RATED_OVER, State


@dataclass(frozen=True, slots=True)
class AnswerRate:
    """How an organisation answers: the share of enquiries (0 to 1), the typical time in hours, and out of how many."""

    share: float
    typical_hours: float | None
    number: int

    @property
    def answered(self) -> int:
        """How many were answered."""
        return round(self.share * self.number)


class Median(Aggregate):
    """The middle one of all values."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def answer_rates(organisation_ids: Collection[int]) -> dict[int, AnswerRate]:
    """The rates of those that were asked often enough within a year; one statement.

    What counts: enquiries that were answered or declined, and those whose deadline has passed without a word. Those
    that still have time, and those withdrawn before it was over, count for nobody; neither do those about cipher
    demands, because a number that changes would tell who stands behind them.
    """
    from enquiries.models import Conversation  # noqa: PLC0415 - models import queries

    if not organisation_ids:
        return {}
    missed = Q(enquiry__deadline__lt=timezone.localdate()) & ~Q(state=State.WITHDRAWN)
    took: Any = ExpressionWrapper(F("responded_at") - F("created_at"), output_field=DurationField())
    rows = (
        Conversation.objects.filter(Q(responded_at__isnull=False) | missed)
        .filter(recipient__in=organisation_ids, is_cipher=False, created_at__gte=timezone.now() - RATED_OVER)
        .order_by()
        .values("recipient")
        .annotate(number=Count("pk"), answered=Count("responded_at"), typical=Median(took))
        .filter(number__gte=RATED_FROM)
    )
    return {row["recipient"]: _rate(row) for row in rows}


def _rate(row: Mapping[str, Any]) -> AnswerRate:
    typical: timedelta | None = row["typical"]
    hours = typical.total_seconds() / 3600 if typical is not None else None
    return AnswerRate(row["answered"] / row["number"], hours, row["number"])
