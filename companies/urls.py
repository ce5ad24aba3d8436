"""Addresses of companies."""

from django.urls import path

from companies.views import CompanyDetailView, CompanyListView

urlpatterns = [
    path("", CompanyListView.as_view(), name="company_list"),
    path("<slug:slug>/", CompanyDetailView.as_view(), name="company_detail"),
]
