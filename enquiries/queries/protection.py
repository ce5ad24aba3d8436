"""Blocks and reports: who sees them, and what they forbid."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from enquiries.choices import SUSPENDED_FOR, ReportDecision
from organisations.models import Membership
from publishing.queries import region_codes


class BlockQuerySet(models.QuerySet[Any]):
    """Whom organisations have blocked."""

    def editable_by(self, user: Any) -> Self:
        """Blocks of the user's organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Exists(Membership.objects.filter(organisation=OuterRef("organisation"), user=user)))


class ReportQuerySet(models.QuerySet[Any]):
    """Reported enquiries."""

    def curated_by(self, user: Any) -> Self:
        """Those that the clerk decides: of recipients in the own regions; superusers all."""
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(conversation__recipient__region__in=region_codes(user))

    def suspending(self, organisation_id: int) -> Self:
        """Decisions because of which the organisation may not send at present."""
        return self.filter(
            decision=ReportDecision.SUSPENDED,
            decided_at__gte=timezone.now() - SUSPENDED_FOR,
            conversation__enquiry__sender=organisation_id,
        )
