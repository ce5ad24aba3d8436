"""The calendar by month."""

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from events.feeds import feed_title, query_of
from events.filters import EverythingFilterSet
from events.models import Event
from events.months import Month, is_month, month_of
from search.models import Document


class EventCalendarView(TemplateView):
    """One month day by day, with the filters of the list; without a month that of today."""

    template_name = "events/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The month, its neighbours, and the same choice as a list and as a feed."""
        filterset = EverythingFilterSet(
            self.request.GET, Document.objects.of_kind(Event.kind).for_cards(), request=self.request
        )
        first_day = self._first_day()
        chosen = Event.objects.published()
        if any(filterset.selected.values()) or filterset.parameters.text:
            chosen = chosen.filter(pk__in=filterset.qs.order_by().values("object_id"))
        month, query = month_of(chosen, first_day), query_of(filterset)
        today = timezone.localdate()
        return super().get_context_data(
            shown=month,
            today=today,
            filterset=filterset,
            ignored=filterset.ignored,
            previous_url=_address(month.previous, query),
            next_url=_address(month.next, query),
            today_url="" if month.first_day == today.replace(day=1) else reverse("event_calendar") + query,
            list_url=reverse("event_list"),
            chosen_url=_list_address(filterset, month, today),
            calendar_url=reverse("event_calendar_feed") + query,
            feed_title=feed_title(filterset),
            **kwargs,
        )

    def _first_day(self) -> date:
        if "year" not in self.kwargs:
            return timezone.localdate().replace(day=1)
        year, month = self.kwargs["year"], self.kwargs["month"]
        if not is_month(year, month):
            raise Http404
        return date(year, month, 1)


def _address(first_day: date | None, query: str) -> str:
    if first_day is None:
        return ""
    return reverse("event_calendar_month", args=[first_day.year, first_day.month]) + query


def _list_address(filterset: EverythingFilterSet, month: Month, today: date) -> str:
    """The same choice as a list, in the time where the month lies."""
    when = "past" if month.last_day < today else None
    return reverse("event_list") + filterset.query_string(sort=None, when=when)
