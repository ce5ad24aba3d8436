"""Addresses of the exhibition, under those of the events."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views.exhibition import ExhibitionView, OwnStandRequestView, StandRequestView

urlpatterns = [
    path(_("stand/<str:token>/"), OwnStandRequestView.as_view(), name="stand_request"),
    path(_("<slug:slug>/exhibition/"), ExhibitionView.as_view(), name="event_exhibition"),
    path(_("<slug:slug>/exhibition/request/"), StandRequestView.as_view(), name="stand_request_new"),
]
