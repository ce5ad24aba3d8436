"""The map of the regions with counts, as pages show it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from organisations.map import WIDTH
from organisations.reference import region_names, regions
from search.facets import cached_facet_counts
from search.models import Document
from search.stencils import Stencil

HEIGHT = 725
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
ATTRIBUTION = "© EuroGeographics for the administrative boundaries"
FRAME, REGION, LABEL = (Stencil(f"components/{name}.html") for name in ("region_frame", "region", "region_label"))


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
        "view_box": VIEW_BOX,
        "attribution": ATTRIBUTION,
        "regions": [
            {
                "code": region.code,
                "name": names[region.code],
                "country": region.country,
                "count": counts.get(region.code, 0),
                "url": address(region.code),
                "selected": region.code in selected,
                "row": region,
            }
            for region in regions()
        ],
    }


def draw_map(regions_shown: list[dict[str, Any]], *, compact: bool, counted: bool) -> SafeString:
    """The picture of `region_map(…)["regions"]`; `compact` without names, `counted` with the counts."""
    links = [_link(region, counted=counted) for region in regions_shown]
    labels = [_label(region, compact=compact, counted=counted) for region in regions_shown]
    return FRAME.fill(
        {"links": SafeString("".join(links)), "labels": SafeString("".join(labels))},
        lambda: {"regions": [region["row"] for region in regions_shown], "view_box": VIEW_BOX},
        compact=compact,
    )


def _link(shown: dict[str, Any], *, counted: bool) -> str:
    name, number = shown["name"], shown["count"]
    label = ngettext("%(name)s: %(number)s entry", "%(name)s: %(number)s entries", number) if counted else ""
    return REGION.fill(
        {"url": shown["url"], "label": label % {"name": name, "number": number} if counted else name},
        lambda: {"region": shown["row"]},
        code=shown["code"],
        selected=shown["selected"],
        empty=counted and not number,
    )


def _label(shown: dict[str, Any], *, compact: bool, counted: bool) -> str:
    count = str(shown["count"]) if counted else ""
    return LABEL.fill(
        {"count": count},
        lambda: {"region": shown["row"], "name": shown["name"]},
        code=shown["code"],
        compact=compact,
    )


def counts_by_region(kind: str) -> Mapping[str, int]:
    """How many published entries of the kind sit in each region."""
    return cached_facet_counts(Document.objects.of_kind(kind), ["region"], {}).counts["region"]
