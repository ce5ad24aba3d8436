"""An offer or a demand in the words of schema.org, for search engines."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from bilingual.text import text_of
from listings.choices import Direction, Type
from listings.cipher import day_of
from listings.models import Listing
from organisations.json_ld import data_block

THINGS = {Type.PRODUCT: "Product"}  # everything else is a service


def listing_json_ld(entry: Listing, request: HttpRequest) -> SafeString:
    """A data block for the page's head; holds only what the page shows."""
    title = text_of(entry, "title")
    address = settings.SITE_URL + request.path
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Offer" if entry.direction == Direction.OFFER else "Demand",
        "@id": address,
        "url": address,
        "name": title.value,
        "description": text_of(entry, "description").value,
        "itemOffered": {
            "@type": THINGS.get(Type(entry.type), "Service"),
            "name": title.value,
            "category": [str(capability) for capability in entry.capabilities.all()],
        },
        "eligibleQuantity": _quantity(entry),
        "areaServed": _area(entry),
        "availabilityStarts": _iso(entry.needed_from),
        "availabilityEnds": _iso(entry.needed_until),
        "validFrom": _iso(entry.published_at),
        "validThrough": _iso(entry.valid_until),
    }
    if entry.is_cipher:
        # for everybody alike: what a page holds may be kept by those who read it for others
        return data_block({**facts, "validFrom": _iso(entry.published_at and day_of(entry.published_at).date())})
    if entry.direction == Direction.OFFER:
        return data_block({**facts, "offeredBy": _owner(entry)})
    # schema.org has no word for who demands, only for what an organisation seeks
    return data_block({**facts, "@reverse": {"seeks": _owner(entry)}})


def _owner(entry: Listing) -> dict[str, Any]:
    owner = entry.organisation
    return {
        "@type": "Organization",
        "name": owner.name,
        "url": settings.SITE_URL + reverse(f"{owner.kind}_detail", args=[owner.slug]),
        "address": {"@type": "PostalAddress", "addressLocality": owner.town, "addressCountry": owner.country},
    }


def _quantity(entry: Listing) -> dict[str, Any]:
    if entry.quantity is None:
        return {}
    return {"@type": "QuantitativeValue", "value": float(entry.quantity), "unitText": entry.get_unit_display()}


def _area(entry: Listing) -> list[str]:
    return [text_of(region, "name").value for region in entry.delivery_regions.all()]


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
