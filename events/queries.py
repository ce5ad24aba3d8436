"""Which events and registrations somebody may see and work on."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from events.choices import TAKES_PLACE, StaffRole, State
from publishing.choices import Status
from publishing.queries import PublishableQuerySet, region_codes

EDITORS = (StaffRole.MAIN, StaffRole.SUPPORT)


class EventQuerySet(PublishableQuerySet[Any]):
    """Permission is a queryset: what is not in it does not exist for the asker."""

    def published(self) -> Self:
        """What every reader may see; called off ones stay, and say so."""
        return self.filter(status=Status.PUBLISHED, is_template=False)

    def coming(self) -> Self:
        """Those whose last day is not over, the next first."""
        return self.filter(last_day__gte=timezone.localdate()).order_by("first_day", "last_day", "id")

    def past(self) -> Self:
        """Those whose last day is over, the latest first."""
        return self.filter(last_day__lt=timezone.localdate()).order_by("-first_day", "-id")

    def visible_to(self, user: Any) -> Self:
        """Published ones for everybody; others for their staff and the clerks of the organiser's region."""
        if not user.is_authenticated:
            return self.published()
        if user.is_superuser and user.is_active:
            return self
        return self.filter(_PUBLISHED | _staff(user) | Q(organisation__region__in=region_codes(user)))

    def editable_by(self, user: Any) -> Self:
        """Those that the user may plan: as main organiser or support; superusers all."""
        return self._of_staff(user, EDITORS)

    def managed_by(self, user: Any) -> Self:
        """Those whose staff and end the user decides about: as main organiser; superusers all."""
        return self._of_staff(user, (StaffRole.MAIN,))

    def checked_in_by(self, user: Any) -> Self:
        """Those where the user stands at the door: all staff; superusers all."""
        return self._of_staff(user, tuple(StaffRole))

    def curated_by(self, user: Any) -> Self:
        """Those that the user may correct as a clerk: of organisers in the own regions; superusers all."""
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return self.none()
        return self if user.is_superuser else self.filter(organisation__region__in=region_codes(user))

    def _of_staff(self, user: Any, roles: tuple[StaffRole, ...]) -> Self:
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self if user.is_superuser else self.filter(_staff(user, roles))


class RegistrationQuerySet(models.QuerySet[Any]):
    """The people of an event."""

    def taking_places(self) -> Self:
        """Confirmed ones, and those whom a place is offered."""
        return self.filter(state__in=TAKES_PLACE)

    def confirmed(self) -> Self:
        """Who comes."""
        return self.filter(state=State.CONFIRMED)

    def waiting(self) -> Self:
        """The waiting list in its order."""
        return self.filter(state=State.WAITING).order_by("number")


def written_in(*languages: str) -> Q:
    """Registrations whose mails are in one of these languages: the own one, else the booking's."""
    return Q(language__in=languages) | Q(language="", booking__language__in=languages)


_PUBLISHED = Q(status=Status.PUBLISHED, is_template=False)


def _staff(user: Any, roles: tuple[StaffRole, ...] = tuple(StaffRole)) -> Q:
    return Q(pk__in=user.event_roles.filter(role__in=roles).values("event"))
