"""Addresses of the workspace that belong to matches."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from matching.views import DecideView, MatchesOfView, MatchesView, PreferenceView, UndoView

urlpatterns = [
    path(_("matches/"), MatchesView.as_view(), name="matches"),
    path(_("matches/<int:pk>/decide/"), DecideView.as_view(), name="match_decide"),
    path(_("matches/<int:pk>/undo/"), UndoView.as_view(), name="match_undo"),
    path(_("matches/<int:pk>/preference/"), PreferenceView.as_view(), name="match_preference"),
    path(_("matches/<slug:kind>/<int:pk>/"), MatchesOfView.as_view(), name="matches_of"),
]
