"""Addresses of what participants do, under the signed link of their registration."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from exchange.views.calendar import OwnCalendarView
from exchange.views.own import ProfileView, StartView
from exchange.views.own_people import PeopleView, PersonView
from exchange.views.own_requests import RequestsView, RequestView
from exchange.views.papers import OwnPaperView
from exchange.views.rating import RatingsView
from exchange.views.timetable import TimetableView

urlpatterns: list[URLPattern | URLResolver] = [
    path(_("registration/<str:token>/<int:pk>/exchange/"), StartView.as_view(), name="exchange_own"),
    path(_("registration/<str:token>/<int:pk>/exchange/profile/"), ProfileView.as_view(), name="exchange_own_profile"),
    path(_("registration/<str:token>/<int:pk>/exchange/people/"), PeopleView.as_view(), name="exchange_own_people"),
    path(
        _("registration/<str:token>/<int:pk>/exchange/people/<int:other>/"),
        PersonView.as_view(),
        name="exchange_own_person",
    ),
    path(
        _("registration/<str:token>/<int:pk>/exchange/requests/"), RequestsView.as_view(), name="exchange_own_requests"
    ),
    path(
        _("registration/<str:token>/<int:pk>/exchange/requests/<int:asked>/"),
        RequestView.as_view(),
        name="exchange_own_request",
    ),
    path(
        _("registration/<str:token>/<int:pk>/exchange/timetable/"),
        TimetableView.as_view(),
        name="exchange_own_timetable",
    ),
    path(
        _("registration/<str:token>/<int:pk>/exchange/timetable.pdf"), OwnPaperView.as_view(), name="exchange_own_paper"
    ),
    path(_("registration/<str:token>/<int:pk>/exchange/ratings/"), RatingsView.as_view(), name="exchange_ratings"),
    path(
        _("registration/<str:token>/<int:pk>/exchange/ratings/<int:asked>/"),
        RatingsView.as_view(),
        name="exchange_rate",
    ),
    path(
        "registration/<str:token>/<int:pk>/exchange/meetings.ics",
        OwnCalendarView.as_view(),
        name="exchange_own_calendar",
    ),
]
