"""Addresses of the workspace."""

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from organisations.views.members import (
    DecideView,
    EndMembershipView,
    InvitationView,
    MembersView,
    RevokeView,
    RoleView,
)
from organisations.views.start import CodeSearchView, FindView, JoinView, StartView
from organisations.views.suggestions import CodeSuggestionsView
from organisations.views.workspace import StatusView, SubmitView, WithdrawView, WorkspaceView

urlpatterns = [
    path("", WorkspaceView.as_view(), name="workspace"),
    path(_("find/"), FindView.as_view(), name="organisation_find"),
    path(_("new/"), StartView.as_view(), name="organisation_start"),
    path(_("invitation/<str:token>/"), InvitationView.as_view(), name="invitation"),
    path("codes/suggestions/", CodeSuggestionsView.as_view(), name="code_suggestions"),
    re_path(r"^codes/(?P<name>sectors|capabilities)/$", CodeSearchView.as_view(), name="code_search"),
    path("<int:pk>/", StatusView.as_view(), name="organisation_status"),
    path(_("<int:pk>/submit/"), SubmitView.as_view(), name="organisation_submit"),
    path(_("<int:pk>/withdraw/"), WithdrawView.as_view(), name="organisation_withdraw"),
    path(_("<int:pk>/join/"), JoinView.as_view(), name="organisation_join"),
    path(_("<int:pk>/members/"), MembersView.as_view(), name="organisation_members"),
    path(_("<int:pk>/members/<int:membership_id>/role/"), RoleView.as_view(), name="member_role"),
    path(_("<int:pk>/members/<int:membership_id>/end/"), EndMembershipView.as_view(), name="member_end"),
    path(_("<int:pk>/invitations/<int:invitation_id>/revoke/"), RevokeView.as_view(), name="invitation_revoke"),
    path(_("<int:pk>/requests/<int:request_id>/decide/"), DecideView.as_view(), name="request_decide"),
]
