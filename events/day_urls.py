"""Addresses of the check-in and the papers, under the organiser pages."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
