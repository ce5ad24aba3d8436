"""The map of the regions with counts, as pages show it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.urls import reverse

from organisations.map import WIDTH
from organisations.reference import region_names, regions
from search.facets import cached_facet_counts
from search.models import Document

HEIGHT = 725
ATTRIBUTION = "© EuroGeographics for the administrative boundaries"


def region_map(
    kind: str,
    *,
    counts: Mapping[str, int] | None = None,
    selected: Collection[str] = (),
    url: Callable[[str], str] | None = None,
) -> dict[str, Any]:
    """What `components/region_map.html` shows: each region with its outline, its count and where it leads.

    `counts` by region code default to all published entries of `kind`, `url` to its list filtered by the region.
    """
    names = region_names()
    if counts is None:
        counts = counts_by_region(kind)
    list_url = reverse(f"{kind}_list")
    address = url or (lambda code: f"{list_url}?region={code}")
    return {
        "view_box": f"0 0 {WIDTH} {HEIGHT}",
        "attribution": ATTRIBUTION,
        "regions": [
            {
                "code": region.code,
                "name": names[region.code],
                "country": region.country,
                "count": counts.get(region.code, 0),
                "url": address(region.code),
                "selected": region.code in selected,
                "outline": region.outline,
                "label_x": region.label_x,
                "label_y": region.label_y,
            }
            for region in regions()
        ],
    }


def counts_by_region(kind: str) -> Mapping[str, int]:
    """How many published entries of the kind sit in each region."""
    return cached_facet_counts(Document.objects.of_kind(kind), ["region"], {}).counts["region"]
