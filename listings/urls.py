"""Public addresses of offers and demands."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from listings.views.attachments import attachment
from listings.views.public import ListingDetailView
from listings.views.renewal import RenewalView

urlpatterns = [
    path(_("renew/<str:token>/"), RenewalView.as_view(), name="listing_renewal"),
    path(_("<slug:slug>/files/<int:pk>/"), attachment, name="listing_attachment"),
    path("<slug:slug>/", ListingDetailView.as_view(), name="listing_detail"),
]
