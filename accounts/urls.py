"""Addresses of one's own account beside those of allauth."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.views.notifications import InboxView, MarkReadView, NotificationSettingsView, OpenView
from accounts.views.profile import ProfileView
from accounts.views.unsubscribing import UnsubscribeView

urlpatterns = [
    path(_("profile/"), ProfileView.as_view(), name="account_profile"),
    path(_("notifications/"), InboxView.as_view(), name="notifications"),
    path(_("notifications/read/"), MarkReadView.as_view(), name="notifications_read"),
    path(_("notifications/<int:pk>/"), OpenView.as_view(), name="notification_open"),
    path(_("notifications/<int:pk>/read/"), MarkReadView.as_view(), name="notification_read"),
    path(_("notifications/settings/"), NotificationSettingsView.as_view(), name="notification_settings"),
    path(_("notifications/stop/<str:token>/"), UnsubscribeView.as_view(), name="notification_unsubscribe"),
]
