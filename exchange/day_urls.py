"""Addresses of the day itself: absences, repair, the hall, ratings."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from exchange.views.day import DayView, RepairView
from exchange.views.hall import HallScreenView, HallView
from exchange.views.paper_ratings import PaperRatingsView
from exchange.views.results import ResultsExportView, ResultsView

urlpatterns: list[URLPattern | URLResolver] = [
    path(_("<int:pk>/exchange/day/"), DayView.as_view(), name="exchange_day"),
    path(_("<int:pk>/exchange/day/changes/"), RepairView.as_view(), name="exchange_repair"),
    path(_("<int:pk>/exchange/hall/"), HallView.as_view(), name="exchange_hall"),
    path(_("exchange/hall/<str:token>/"), HallScreenView.as_view(), name="exchange_hall_screen"),
    path(_("<int:pk>/exchange/ratings/"), PaperRatingsView.as_view(), name="exchange_paper_ratings"),
    path(_("<int:pk>/exchange/results/"), ResultsView.as_view(), name="exchange_results"),
    path(
        _("<int:pk>/exchange/results/<str:ending>/"),
        ResultsExportView.as_view(),
        name="exchange_results_table",
    ),
]
