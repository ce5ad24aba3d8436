"""What PostgreSQL can compute and Django has no name for."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigIntegerField, BooleanField, FloatField, Func, Value


class Point(Func):
    """PostgreSQL's point(x, y), which the index for the nearest neighbours holds."""

    function = "point"
    output_field = models.Field()


class Operator(Func):
    """Two expressions with a PostgreSQL operator between them."""

    template = "(%(expressions)s)"

    def __init__(self, left: Any, operator: str, right: Any, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(left, right, arg_joiner=f" {operator} ", output_field=output_field)


class IsOneOf(Func):
    """Whether a number is among many: one parameter, which is quicker than `__in` with hundreds."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, number: Any, many: Sequence[int]) -> None:
        super().__init__(number, Value(list(many), output_field=ArrayField(BigIntegerField())))


class Freshness(Func):
    """1 for an entry confirmed today, less for an older confirmation, 0 for none."""

    template = "coalesce(exp(-greatest(current_date - %(expressions)s::date, 0) / 365.0), 0)"
    output_field = FloatField()
