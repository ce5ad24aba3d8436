"""Filters of the review queue."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from publishing.queries import region_codes
from publishing.registry import kinds, region_names


class StateFilter(admin.SimpleListFilter):
    """What waits, unless the decided ones are asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The other choice beside the open ones."""
        return [("decided", _("Decided"))]

    def choices(self, changelist: Any) -> Any:
        """The first choice is called by its name, not "All"."""
        first, *others = super().choices(changelist)
        return [{**first, "display": _("Waiting")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Open or decided."""
        return queryset.exclude(closed_at=None) if self.value() == "decided" else queryset.filter(closed_at=None)


class RegionFilter(admin.SimpleListFilter):
    """One of the clerk's regions."""

    title = _("region")
    parameter_name = "region"
    field = "region_code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The regions that the clerk looks after, all of them for superusers."""
        user: Any = request.user
        codes = None if user.is_superuser else region_codes(user)
        return [(code, name) for code, name in region_names().items() if codes is None or code in codes]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Entries of the region."""
        return queryset.filter(**{self.field: self.value()}) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    """One kind of entries."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The kinds that are reviewed."""
        return kinds()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Entries of the kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset
