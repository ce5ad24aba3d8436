"""The pages of matches on the tour; `stops.py` has the others."""

from typing import Any

from tests.browser.people import OWNER
from tests.browser.site import Site
from tests.browser.stops import OWN, Stop


def own_entry(site: Site, language: str) -> tuple[str, Any]:
    """The organisation that the owner acts for, as an entry with matches."""
    return "company", site.value(OWN, OWNER)


MATCHING_STOPS = (
    Stop("matches", "matches", who=OWNER),
    Stop("matches_offers", "matches", "?group=offers", who=OWNER),
    Stop("matches_of", "matches_of", who=OWNER, find=own_entry),
    Stop("matches_aside", "matches_of", "?show=aside", who=OWNER, find=own_entry),
)
