"""The pages of the supply radar and of cipher demands on the tour; `stops.py` has the others."""

from tests.browser.people import CLERK, OWNER, VISITOR
from tests.browser.stops import OWN, Stop

CIPHER_DEMAND = "select slug from listings_listing where is_cipher and status = 'published' order by id"

RADAR_STOPS = (
    Stop("supply radar", "radar", who=OWNER),
    Stop("supply radar, Czech side", "radar", "?country=CZ", who=OWNER),
    Stop("supply radar of a clerk", "radar", who=CLERK),
    Stop("own needs", "own_radar", who=OWNER, find=lambda site, language: site.value(OWN, OWNER)),
    Stop("cipher demand", "listing_detail", who=VISITOR, find=lambda site, language: site.value(CIPHER_DEMAND)),
)
