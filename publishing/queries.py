"""Who may see and decide what waits for review."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from publishing.choices import REVIEWED, SEEN, Status


class PublishableQuerySet[T: models.Model](models.QuerySet[T]):
    """Entries by their state."""

    def published(self) -> Self:
        """What every reader may see."""
        return self.filter(status=Status.PUBLISHED)


class RevisionQuerySet(models.QuerySet[Any]):
    """The history of entries."""

    def of(self, kind: str, object_id: int) -> Self:
        """The revisions of one entry, the newest first."""
        return self.filter(kind=kind, object_id=object_id).order_by("-id")

    def reviewed(self) -> Self:
        """States that a clerk has approved, corrected or brought back."""
        return self.filter(action__in=REVIEWED)

    def seen(self) -> Self:
        """States that a clerk has read and decided about, for or against."""
        return self.filter(action__in=SEEN)


class ReviewItemQuerySet(models.QuerySet[Any]):
    """The review queue."""

    def open(self) -> Self:
        """What still waits."""
        return self.filter(closed_at=None)

    def of(self, kind: str, object_id: int) -> Self:
        """The reviews of one entry."""
        return self.filter(kind=kind, object_id=object_id)

    def visible_to(self, user: Any) -> Self:
        """What this clerk may see and decide: the own regions; superusers everything, strangers nothing."""
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(region_code__in=region_codes(user))

    def own_first(self, user: Any) -> Self:
        """Regions that the clerk looks after in the first place before those as a deputy, the oldest first."""
        own = region_codes(user, deputy=False)
        if not own or user.is_superuser or not region_codes(user, deputy=True):
            # nothing to rank: an index has this order
            return self.order_by("waiting_since", "id")
        rank = Case(When(region_code__in=own, then=Value(0)), default=Value(1))
        return self.annotate(rank=rank).order_by("rank", "waiting_since", "id")


class ResponsibilityQuerySet(models.QuerySet[Any]):
    """Who looks after which region."""

    def current(self) -> Self:
        """Responsibilities that have not ended."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()))


def region_codes(user: Any, *, deputy: bool | None = None) -> set[str]:
    """The codes of the regions this clerk looks after today; with `deputy` only those of that sort."""
    if not (user.is_authenticated and user.is_staff and user.is_active):
        return set()
    if not hasattr(user, "_regions"):
        user._regions = list(user.responsibilities.current().values_list("region_code", "is_deputy"))
    return {code for code, is_deputy in user._regions if deputy is None or is_deputy == deputy}


def looks_after(user: Any, region_code: str) -> bool:
    """Whether this user may decide about entries of the region."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return False
    return bool(user.is_superuser or region_code in region_codes(user))
