"""Addresses of what participants do, under the signed link of their registration."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
