"""Public addresses of events."""

from django.urls import URLPattern, URLResolver, path

from events.views.public import EventDetailView

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:slug>/", EventDetailView.as_view(), name="event_detail"),
]
