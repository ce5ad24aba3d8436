"""Addresses of one's own account beside those of allauth."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.views import ProfileView

urlpatterns = [path(_("profile/"), ProfileView.as_view(), name="account_profile")]
