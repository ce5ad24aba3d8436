"""An offer or a demand as plain values, for its history and for the reviewer."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from listings.models import Listing
from publishing.registry import Snapshot

PLAIN = (
    "direction", "type", "title_de", "title_cs", "description_de", "description_cs",
    "original_language", "state_de", "state_cs",
    "quantity", "unit", "certificates",
    "country", "postcode", "town", "region_id", "lat", "lon", "delivers_everywhere",
    "needed_from", "needed_until",
)  # fmt: skip
# shown to the reviewer, but a renewal is nothing that a review could take back
SHOWN_ONLY = ("organisation_id", "valid_until", "is_cipher", "cipher_place")
PLACE = ("country", "postcode", "town", "region_id", "lat", "lon")
SETS = ("capabilities", "delivery_regions")
ATTACHMENT = ("id", "title", "file_name", "size")

LABELS: Mapping[str, str | Promise] = {
    "organisation_id": _("Organisation"),
    "direction": _("Offer or demand"),
    "type": _("Type"),
    "is_cipher": _("Cipher demand"),
    "cipher_place": _("Shown of the place"),
    "title_de": _("Title (German)"),
    "title_cs": _("Title (Czech)"),
    "description_de": _("Description (German)"),
    "description_cs": _("Description (Czech)"),
    "capabilities": _("Categories"),
    "quantity": _("Quantity"),
    "unit": _("Unit"),
    "certificates": _("Certificates"),
    "country": _("Country"),
    "postcode": _("Postcode"),
    "town": _("Town"),
    "region_id": _("Region"),
    "delivery_regions": _("Delivery area"),
    "delivers_everywhere": _("The whole border region and beyond"),
    "needed_from": _("From"),
    "needed_until": _("Until"),
    "valid_until": _("Shown until"),
    "attachments": _("Attachments"),
}


def take(entry: Listing) -> Snapshot:
    """All facts and texts, and the names of the attachments."""
    snapshot: Snapshot = {field: _plain(getattr(entry, field)) for field in (*PLAIN, *SHOWN_ONLY)}
    if not entry.is_cipher:
        snapshot["cipher_place"] = ""  # says nothing where the place is shown
    for field in SETS:
        snapshot[field] = sorted(str(pk) for pk in getattr(entry, field).values_list("pk", flat=True))
    snapshot["attachments"] = list(entry.attachments.order_by("id").values(*ATTACHMENT))
    return snapshot


def put_back(entry: Listing, snapshot: Snapshot) -> None:
    """Write a snapshot's values into the entry; attachments that came later go, deleted ones cannot come back."""
    # a name that was shown stays shown, and one that was not is not shown by a step back
    kept = PLACE if entry.is_cipher != snapshot.get("is_cipher", False) else ()
    for field in PLAIN:
        if field in snapshot and field not in kept:
            setattr(entry, field, _value(field, snapshot[field]))
    entry.version += 1
    entry.save()
    for field in SETS:
        if field in snapshot:
            getattr(entry, field).set(snapshot[field])
    known = [row["id"] for row in snapshot.get("attachments", [])]
    entry.attachments.exclude(pk__in=known).delete()


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list):
        return sorted(value)
    return value


def _value(field: str, value: Any) -> Any:
    if value is None:
        return None
    if field in {"needed_from", "needed_until"}:
        return date.fromisoformat(value)
    return Decimal(value) if field == "quantity" else value
