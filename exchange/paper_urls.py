"""Addresses of timetables, table cards and the other papers of an exchange."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
