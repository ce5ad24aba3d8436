"""Which matches somebody may see and decide about."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from organisations.models import Membership, Organisation

if TYPE_CHECKING:
    from matching.models import Match  # noqa: F401 - the base class names it


class MatchQuerySet(models.QuerySet["Match"]):
    """Permission is a queryset: what is not in it does not exist for the asker."""

    def editable_by(self, user: Any) -> Self:
        """Those of organisations that the user acts for."""
        if not user.is_authenticated:
            return self.none()
        own = Membership.objects.filter(organisation=OuterRef("source__owner_id"), user=user)
        return self.filter(Exists(own))

    def curated_by(self, user: Any) -> Self:
        """Those of organisations of a clerk's regions, to be read; superusers see all."""
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return self.none()
        if user.is_superuser:
            return self
        curated = Organisation.objects.curated_by(user).filter(pk=OuterRef("source__owner_id"))
        return self.filter(Exists(curated))

    def with_decision(self) -> Self:
        """With `decision` and `put_off_until`: what the organisation has said, empty for nothing."""
        said = feedback_of_match()
        return self.annotate(
            decision=Coalesce(Subquery(said.values("decision")[:1]), Value(""), output_field=CharField()),
            put_off_until=Subquery(said.values("until")[:1]),
        )

    def open(self, today: date) -> Self:
        """Without what was refused, and what was put off to a later day; after `with_decision`."""
        return self.exclude(decision="declined").exclude(decision="later", put_off_until__gt=today)

    def set_aside(self, today: date) -> Self:
        """Refused or put off; after `with_decision`."""
        return self.filter(Q(decision="declined") | Q(decision="later", put_off_until__gt=today))

    def best_first(self) -> Self:
        """The best of each source first; the newer one decides between equals."""
        return self.order_by(F("score").desc(), "-target_id")


def feedback_of_match() -> Any:
    """The answers of the organisation about the match of the outer query."""
    from matching.models import Feedback  # noqa: PLC0415 - the models import this module

    return Feedback.objects.filter(
        organisation=OuterRef("source__owner_id"),
        source_kind=OuterRef("source__document__kind"),
        source_id=OuterRef("source__document__object_id"),
        target_kind=OuterRef("target__kind"),
        target_id=OuterRef("target__object_id"),
    )
