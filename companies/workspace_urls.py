"""Addresses of the workspace that belong to companies."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from companies.views import CompanyEditView

urlpatterns = [path(_("<int:pk>/company-profile/"), CompanyEditView.as_view(), name="company_edit")]
