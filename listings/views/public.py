"""Public pages of offers and demands."""

from typing import Any

from django.db.models import QuerySet
from django.views.generic import DetailView

from listings.models import Listing


class ListingDetailView(DetailView[Any]):
    """One offer or demand with all its facts; strangers get 404 for what they may not see."""

    model = Listing
    context_object_name = "listing"

    def get_queryset(self) -> QuerySet[Any]:
        """What the reader may see, with everything the page shows."""
        rows = Listing.objects.visible_to(self.request.user).select_related("organisation__region", "region")
        return rows.prefetch_related("capabilities", "delivery_regions", "attachments")
