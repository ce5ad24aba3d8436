"""Public pages of events."""

from typing import Any

from django.db.models import QuerySet
from django.views.generic import DetailView

from events.models import Event


class EventDetailView(DetailView[Any]):
    """One event with all its facts; strangers get 404 for what they may not see."""

    model = Event
    context_object_name = "event"
    template_name = "events/event_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        """What the reader may see."""
        return Event.objects.visible_to(self.request.user)
