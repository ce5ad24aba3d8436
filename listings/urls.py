"""Public addresses of offers and demands."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from listings.feeds import listing_feed
from listings.views.attachments import attachment
from listings.views.public import ListingDetailView, ListingListView
from listings.views.renewal import RenewalView

urlpatterns = [
    path("", ListingListView.as_view(), name="listing_list"),
    path("feed/", listing_feed, name="listing_feed"),
    path(_("renew/<str:token>/"), RenewalView.as_view(), name="listing_renewal"),
    path(_("<slug:slug>/files/<str:key>/"), attachment, name="listing_attachment"),
    path("<slug:slug>/", ListingDetailView.as_view(), name="listing_detail"),
]
