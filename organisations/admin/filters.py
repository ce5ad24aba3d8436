"""Filters of the lists of companies and institutions."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.reference import sections_and_divisions
from publishing.admin.filters import RegionFilter


class OrganisationRegionFilter(RegionFilter):
    """The region of an organisation; superusers also find those without one."""

    field = "region"
    OUTSIDE = "none"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The clerk's regions."""
        regions = super().lookups(request, model_admin)
        user: Any = request.user
        return [*regions, (self.OUTSIDE, _("outside the programme area"))] if user.is_superuser else regions

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Entries of the region."""
        if self.value() == self.OUTSIDE:
            return queryset.filter(region=None)
        return super().queryset(request, queryset)


class SectionFilter(admin.SimpleListFilter):
    """A section of NACE, with everything below it."""

    title = _("sector")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The sections A to U."""
        return [(sector.code, str(sector)) for sector in sections_and_divisions() if sector.level == 1]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Entries with a sector of the section; a subquery, so that none is listed twice."""
        section = self.value()
        if not section:
            return queryset
        links = Organisation.sectors.through.objects.filter(sector__code__startswith=section)
        return queryset.filter(pk__in=links.values("organisation_id"))
