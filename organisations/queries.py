"""Which organisations somebody may see and edit."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q

from organisations.choices import Kind, Role
from publishing.choices import Status
from publishing.queries import PublishableQuerySet, region_codes

if TYPE_CHECKING:
    from organisations.models import Organisation  # noqa: F401


class OrganisationQuerySet(PublishableQuerySet[Any]):
    """Permission is a queryset: what is not in it does not exist for the asker."""

    def visible_to(self, user: Any) -> Self:
        """Published entries for everybody; others for their members and the clerks of their region."""
        if not user.is_authenticated:
            return self.published()
        if user.is_superuser and user.is_active:
            return self
        seen = Q(status=Status.PUBLISHED) | Exists(_membership(user)) | Q(region__in=region_codes(user))
        return self.filter(seen)

    def editable_by(self, user: Any) -> Self:
        """Entries that the user may edit in the workspace, as an owner or an editor."""
        return self.filter(Exists(_membership(user))) if user.is_authenticated else self.none()

    def owned_by(self, user: Any) -> Self:
        """Entries whose members the user may manage."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Exists(_membership(user).filter(role=Role.OWNER)))

    def curated_by(self, user: Any) -> Self:
        """Entries that the user may correct as a clerk: of the own regions; superusers all."""
        if not (user.is_authenticated and user.is_active and user.is_staff):
            return self.none()
        return self if user.is_superuser else self.filter(region__in=region_codes(user))

    def companies(self) -> Self:
        """Only companies."""
        return self.filter(kind=Kind.COMPANY)

    def institutions(self) -> Self:
        """Only institutions."""
        return self.filter(kind=Kind.INSTITUTION)

    def without_members(self) -> Self:
        """Entries that nobody acts for yet, so that a claim goes to the chamber."""
        from organisations.models import Membership  # noqa: PLC0415

        return self.filter(~Exists(Membership.objects.filter(organisation=OuterRef("pk"))))


def _membership(user: Any) -> Any:
    from organisations.models import Membership  # noqa: PLC0415

    return Membership.objects.filter(organisation=OuterRef("pk"), user=user)
