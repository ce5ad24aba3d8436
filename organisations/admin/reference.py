"""Reference data, for looking up and for the search boxes of the profile form."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from organisations.models import Capability, Postcode, Region, Sector
from publishing.admin.access import ReadByClerks


@admin.register(Region)
class RegionAdmin(ReadByClerks):
    """The twelve regions."""

    list_display = ("code", "name_de", "name_cs", "country")
    fields = ("code", "country", "name_de", "name_cs", "short_de", "short_cs")


class CodeAdmin(ReadByClerks):
    """A list of codes with names in both languages."""

    list_display = ("code", "name_de", "name_cs")
    search_fields = ("^code", "name_de__unaccent", "name_cs__unaccent")
    fields = ("code", "parent", "name_de", "name_cs")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what the page of one code shows of its parent."""
        queryset: QuerySet[Any] = super().get_queryset(request)
        return queryset.select_related("parent")


@admin.register(Sector)
class SectorAdmin(CodeAdmin):
    """NACE Rev. 2."""

    list_filter = ("level",)


@admin.register(Capability)
class CapabilityAdmin(CodeAdmin):
    """CPV 2008."""


@admin.register(Postcode)
class PostcodeAdmin(ReadByClerks):
    """Which place and region a postcode belongs to."""

    list_display = ("code", "town", "region", "country")
    list_filter = ("country", "region")
    list_select_related = ("region",)
    search_fields = ("^code", "town__unaccent")
    ordering = ("code", "town")
