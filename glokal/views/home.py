"""The first page."""

from typing import Any

from django.views.generic import TemplateView

from events.related import next_documents
from glokal.queries import newest_confirmed, published_counts
from listings.choices import Direction
from listings.related import newest_documents
from organisations.maps import region_map
from organisations.reference import regions

NEWEST = 6
OF_EACH = 3
NEXT = 3


class HomeView(TemplateView):
    """One sentence, one search box, the map, the doors, and what is new: events, demands, offers, confirmed entries."""

    template_name = "glokal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, map and newest entries."""
        (counts, companies), listings = published_counts(), newest_documents(OF_EACH)
        return super().get_context_data(
            counts={
                "companies": counts.get("company", 0),
                "institutions": counts.get("institution", 0),
                "listings": counts.get("listing", 0),
                "regions": len(regions()),
            },
            map=region_map("company", counts=companies),
            newest=newest_confirmed(NEWEST),
            events=next_documents(NEXT),
            demands=listings[Direction.DEMAND],
            offers=listings[Direction.OFFER],
            **kwargs,
        )
