"""Addresses of the workspace that belong to offers and demands."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from listings.views.editing import ListingEditView, NewListingView
from listings.views.workspace import (
    CloseView,
    CopyView,
    ListingStatusView,
    OwnListingsView,
    RenewView,
    SubmitView,
    WithdrawView,
)

urlpatterns = [
    path(_("listings/"), OwnListingsView.as_view(), name="own_listings"),
    path(_("listings/new/"), NewListingView.as_view(), name="listing_new"),
    path(_("listings/<int:pk>/"), ListingStatusView.as_view(), name="listing_status"),
    path(_("listings/<int:pk>/edit/"), ListingEditView.as_view(), name="listing_edit"),
    path(_("listings/<int:pk>/submit/"), SubmitView.as_view(), name="listing_submit"),
    path(_("listings/<int:pk>/withdraw/"), WithdrawView.as_view(), name="listing_withdraw"),
    path(_("listings/<int:pk>/close/"), CloseView.as_view(), name="listing_close"),
    path(_("listings/<int:pk>/renew/"), RenewView.as_view(), name="listing_renew"),
    path(_("listings/<int:pk>/copy/"), CopyView.as_view(), name="listing_copy"),
]
