"""Public addresses of offers and demands."""

from django.urls import path

from listings.views.public import ListingDetailView

urlpatterns = [
    path("<slug:slug>/", ListingDetailView.as_view(), name="listing_detail"),
]
