"""Meeting exchanges in the administration: to look up; the organisers' pages change them."""

from typing import Any, ClassVar

from django.contrib import admin

from exchange.models import Exchange, MeetingRequest, Participant, Plan
from publishing.admin.access import ReadOnly


@admin.register(Exchange)
class ExchangeAdmin(ReadOnly):
    """The rules of each event."""

    list_display = ("event", "is_open", "closes_at", "meets", "planned")
    list_filter = ("is_open", "meets")
    list_select_related = ("event",)
    search_fields = ("event__title_de", "event__title_cs")


@admin.register(Participant)
class ParticipantAdmin(ReadOnly):
    """The people of all exchanges."""

    list_display = ("registration", "organisation", "exchange", "joined_at", "left_at")
    list_select_related: ClassVar[Any] = ("registration", "organisation", "exchange__event")
    search_fields = ("registration__last_name", "registration__first_name", "organisation__name")


@admin.register(MeetingRequest)
class MeetingRequestAdmin(ReadOnly):
    """The wishes of all exchanges."""

    list_display = ("source", "target", "state", "priority", "by_organiser", "created_at")
    list_filter = ("state", "by_organiser")
    list_select_related: ClassVar[Any] = ("source__registration", "target__registration")
    search_fields = ("source__registration__last_name", "target__registration__last_name")


@admin.register(Plan)
class PlanAdmin(ReadOnly):
    """The plans of all exchanges with their proven bounds."""

    list_display = ("exchange", "state", "objective", "bound", "created_at", "told_at")
    list_filter = ("state",)
    list_select_related: ClassVar[Any] = ("exchange__event",)
    search_fields = ("exchange__event__title_de", "exchange__event__title_cs")
