"""Which offers and demands somebody may see and edit."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q

from listings.choices import REMIND_BEFORE
from organisations.models import Membership
from publishing.choices import Status
from publishing.queries import PublishableQuerySet, region_codes


class ListingQuerySet(PublishableQuerySet[Any]):
    """Permission is a queryset: what is not in it does not exist for the asker."""

    def published(self) -> Self:
        """What every reader may see: reviewed, still valid, of an organisation that is published itself."""
        return self.filter(_PUBLISHED)

    def gone(self) -> Self:
        """What every reader could once see: its time is over, or its owner has closed it."""
        was_shown = Q(status=Status.PUBLISHED, expired_at__isnull=False) | Q(
            ~Q(closed_as=""), status=Status.ARCHIVED, published_at__isnull=False
        )
        return self.filter(was_shown, organisation__status=Status.PUBLISHED)

    def visible_to(self, user: Any) -> Self:
        """Published ones for everybody; others for the organisation's members and the clerks of its region."""
        if not user.is_authenticated:
            return self.published()
        if user.is_superuser and user.is_active:
            return self
        return self.filter(
            _PUBLISHED | Exists(_membership(user)) | Q(organisation__region__in=region_codes(user)),
        )

    def editable_by(self, user: Any) -> Self:
        """Those that the user may edit in the workspace, as an owner or an editor of the organisation."""
        return self.filter(Exists(_membership(user))) if user.is_authenticated else self.none()

    def curated_by(self, user: Any) -> Self:
        """Those that the user may correct as a clerk: of organisations of the own regions; superusers all."""
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return self.none()
        return self if user.is_superuser else self.filter(organisation__region__in=region_codes(user))

    def overdue(self, today: date) -> Self:
        """Published ones whose last day has passed and that nobody has taken off the pages yet."""
        return self.filter(status=Status.PUBLISHED, expired_at=None, valid_until__lt=today)

    def to_remind(self, today: date) -> Self:
        """Published ones that end within a week and whose owners have not been told."""
        return self.filter(
            status=Status.PUBLISHED,
            expired_at=None,
            reminded_at=None,
            valid_until__gte=today,
            valid_until__lte=today + REMIND_BEFORE,
        )


_PUBLISHED = Q(status=Status.PUBLISHED, expired_at=None, organisation__status=Status.PUBLISHED)


def _membership(user: Any) -> Any:
    return Membership.objects.filter(organisation=OuterRef("organisation"), user=user)
