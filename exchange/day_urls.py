"""Addresses of the day itself: absences, repair, the hall, ratings."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
