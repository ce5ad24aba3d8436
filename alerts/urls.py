"""Addresses of saved searches."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from alerts.views.own import DeleteSearchView, EditSearchView, SavedSearchesView, SavedSearchView, SeenView
from alerts.views.saving import SaveView
from alerts.views.unsubscribing import StopView

urlpatterns = [
    path(_("saved-searches/"), SavedSearchesView.as_view(), name="saved_searches"),
    path(_("saved-searches/new/<slug:code>/"), SaveView.as_view(), name="saved_search_new"),
    path(_("saved-searches/<int:pk>/"), SavedSearchView.as_view(), name="saved_search"),
    path(_("saved-searches/<int:pk>/edit/"), EditSearchView.as_view(), name="saved_search_edit"),
    path(_("saved-searches/<int:pk>/seen/"), SeenView.as_view(), name="saved_search_seen"),
    path(_("saved-searches/<int:pk>/delete/"), DeleteSearchView.as_view(), name="saved_search_delete"),
    path(_("saved-searches/stop/<str:token>/"), StopView.as_view(), name="saved_search_unsubscribe"),
]
