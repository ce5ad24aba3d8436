"""Where an event takes place, in words and on maps."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.choices import Mode
from events.models import Event
from organisations.choices import Country

MAP = "https://www.openstreetmap.org/"
ZOOM = 17


def place_text(event: Event) -> str:
    """Where it is, as shortly as lists say it: the town, else the side of the border, or online."""
    if event.town:
        return event.town
    if event.mode == Mode.ONLINE:
        return _("online")
    return side_text(event.country)


def side_text(country: str) -> str:
    """The Saxon or the Czech side, for what has no town yet."""
    return _("Saxony") if country == Country.DE else str(Country(country).label)


def location_text(event: Event) -> str:
    """Venue and address in one line; empty where nothing is known."""
    town = " ".join(filter(None, (event.formatted_postcode, event.town)))
    return ", ".join(filter(None, (event.venue, event.street, town)))


def map_url(event: Event) -> str:
    """The address on OpenStreetMap, as a plain link; empty where nothing exact is known."""
    if event.lat is not None and event.lon is not None:
        place = f"{event.lat:.5f}", f"{event.lon:.5f}"
        return f"{MAP}?{urlencode({'mlat': place[0], 'mlon': place[1]})}#map={ZOOM}/{place[0]}/{place[1]}"
    if not event.street:
        return ""
    words = ", ".join(filter(None, (event.street, event.postcode, event.town, str(event.country))))
    return f"{MAP}search?{urlencode({'query': words})}"
