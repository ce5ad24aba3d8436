"""Addresses of the organiser's settings, resources, people and requests."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
