"""Addresses of the workspace that belong to institutions."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from institutions.views import InstitutionEditView

urlpatterns = [path(_("<int:pk>/institution-profile/"), InstitutionEditView.as_view(), name="institution_edit")]
