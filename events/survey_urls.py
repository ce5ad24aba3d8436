"""Addresses of the feedback, under those of the events."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from events.views.surveys import CertificateView, SurveyView

urlpatterns = [
    path(_("feedback/<str:token>/"), SurveyView.as_view(), name="event_survey"),
    path(_("certificate/<str:token>/"), CertificateView.as_view(), name="event_certificate"),
]
