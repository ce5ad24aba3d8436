"""Addresses of the supply radar, in the workspace."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from radar.views import OwnRadarView, RadarView, export

urlpatterns = [
    path(_("supply-radar/"), RadarView.as_view(), name="radar"),
    path(_("supply-radar/radar.xlsx"), export, {"kind": "xlsx"}, name="radar_xlsx"),
    path(_("supply-radar/radar.csv"), export, {"kind": "csv"}, name="radar_csv"),
    path(_("supply-radar/organisations/<int:pk>/"), OwnRadarView.as_view(), name="own_radar"),
]
