"""The log of cooperations, to read: who with whom, how far, never what was written."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from enquiries.admin.access import OfRegion
from enquiries.models import Cooperation


@admin.register(Cooperation)
class CooperationAdmin(OfRegion):
    """Cooperations with an organisation of the clerk's regions."""

    list_display = ("first", "second", "countries", "stage", "stage_at", "created_at")
    list_filter = ("stage", "countries")
    list_select_related = ("first", "second")
    search_fields = ("first__name__unaccent", "second__name__unaccent")
    fields = ("first", "second", "countries", "stage", "stage_at", "value_band", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cooperation]:
        """Those of the own regions, the newest word first."""
        rows: QuerySet[Cooperation] = Cooperation.objects.curated_by(request.user)
        return rows.select_related("first", "second").order_by("-stage_at", "-id")
