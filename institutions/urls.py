"""Addresses of institutions."""

from django.urls import path

from institutions.views import InstitutionDetailView, InstitutionListView

urlpatterns = [
    path("", InstitutionListView.as_view(), name="institution_list"),
    path("<slug:slug>/", InstitutionDetailView.as_view(), name="institution_detail"),
]
