"""Public addresses of events."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from events.feeds import event_calendar_feed, event_calendar_file, event_feed
from events.views.calendar import EventCalendarView
from events.views.documents import event_document
from events.views.public import EventDetailView, EventListView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", EventListView.as_view(), name="event_list"),
    path("feed/", event_feed, name="event_feed"),
    path("calendar.ics", event_calendar_feed, name="event_calendar_feed"),
    path(_("calendar/"), EventCalendarView.as_view(), name="event_calendar"),
    path(_("calendar/<int:year>/<int:month>/"), EventCalendarView.as_view(), name="event_calendar_month"),
    path("<slug:slug>/", EventDetailView.as_view(), name="event_detail"),
    path("<slug:slug>/calendar.ics", event_calendar_file, name="event_calendar_file"),
    path(_("<slug:slug>/documents/<int:pk>/"), event_document, name="event_document"),
]
