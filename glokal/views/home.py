"""The first page."""

from typing import Any

from django.views.generic import TemplateView

from glokal.queries import counts_by_kind, newest_confirmed
from organisations.maps import region_map
from organisations.reference import regions

NEWEST = 6


class HomeView(TemplateView):
    """One sentence, one search box, the map, the doors, and what was confirmed last."""

    template_name = "glokal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, map and newest entries."""
        counts = counts_by_kind()
        return super().get_context_data(
            counts={
                "companies": counts.get("company", 0),
                "institutions": counts.get("institution", 0),
                "regions": len(regions()),
            },
            map=region_map("company"),
            newest=newest_confirmed(NEWEST),
            **kwargs,
        )
