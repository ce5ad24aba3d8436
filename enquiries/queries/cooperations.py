"""Cooperations: who sees them, who is asked, and the figures for reports."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncMonth

from enquiries.choices import OVER, Stage
from organisations.models import Membership
from publishing.queries import region_codes

EARLY, LATE = timedelta(weeks=4), timedelta(days=182)
"""When both sides are asked what came of it."""


class CooperationQuerySet(models.QuerySet[Any]):
    """Permission is a queryset: what is not in it does not exist for the asker."""

    def with_parties(self) -> Self:
        """With both organisations and what they say."""
        return self.select_related("first", "second").prefetch_related("reports")

    def editable_by(self, user: Any) -> Self:
        """Those of the user's organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Exists(_membership(user, "first")) | Exists(_membership(user, "second")))

    def curated_by(self, user: Any) -> Self:
        """Those with an organisation of the clerk's regions; superusers all."""
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return self.none()
        if user.is_superuser:
            return self
        codes = region_codes(user)
        return self.filter(Q(first__region__in=codes) | Q(second__region__in=codes))

    def across_the_border(self) -> Self:
        """Those of two countries."""
        return self.filter(countries="CZ-DE")

    def to_ask_early(self, now: datetime) -> Self:
        """Four weeks old, and nobody has been asked; long past that the later question is enough."""
        return self.exclude(stage__in=OVER).filter(
            asked_early_at=None, asked_late_at=None, created_at__lte=now - EARLY, created_at__gt=now - LATE
        )

    def to_ask_late(self, now: datetime) -> Self:
        """Half a year old, and nobody has been asked since."""
        return self.exclude(stage__in=OVER).filter(asked_late_at=None, created_at__lte=now - LATE)

    def by_country_pair(self) -> dict[str, int]:
        """How many of each pair of countries: {"CZ-DE": 3}."""
        return dict(self.order_by().values_list("countries").annotate(Count("pk")))

    def by_stage(self) -> dict[str, int]:
        """How many have come how far."""
        return dict(self.order_by().values_list("stage").annotate(Count("pk")))

    def by_month(self) -> list[dict[str, Any]]:
        """For each month and pair of countries: how many have begun, and how many of them came to a contract."""
        rows = self.order_by().annotate(month=TruncMonth("created_at")).values("month", "countries")
        contracts = Count("pk", filter=Q(stage=Stage.CONTRACT))
        return list(rows.annotate(number=Count("pk"), contracts=contracts).order_by("month", "countries"))


def _membership(user: Any, organisation: str) -> Any:
    return Membership.objects.filter(organisation=OuterRef(organisation), user=user)
