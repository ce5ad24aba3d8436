"""Addresses of the workspace that belong to events."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from events.views.own import OwnRegistrationsView

urlpatterns: list[URLPattern | URLResolver] = [
    path(_("registrations/"), OwnRegistrationsView.as_view(), name="own_registrations"),
]
