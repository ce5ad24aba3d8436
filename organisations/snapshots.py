"""An organisation as plain values, for its history and for the reviewer."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.models import Certificate
from publishing.registry import Snapshot

PLAIN = (
    "name", "other_names", "summary_de", "summary_cs", "description_de", "description_cs",
    "original_language", "state_de", "state_cs",
    "country", "street", "house_number", "postcode", "town", "region_id", "lat", "lon",
    "website", "email", "phone", "languages", "delivers_everywhere",
    "contact_name", "contact_role_de", "contact_role_cs", "contact_email", "contact_phone", "logo",
)  # fmt: skip
SETS = ("sectors", "capabilities", "delivery_regions")
CERTIFICATE = ("standard", "title", "number", "issuer", "valid_until")
UNSEEN = {"original_language", "state_de", "state_cs", "lat", "lon"}

LABELS: Mapping[str, str | Promise] = {
    "name": _("Name"),
    "other_names": _("Other names"),
    "summary_de": _("In one sentence (German)"),
    "summary_cs": _("In one sentence (Czech)"),
    "description_de": _("Description (German)"),
    "description_cs": _("Description (Czech)"),
    "sectors": _("Sectors"),
    "capabilities": _("Capabilities"),
    "country": _("Country"),
    "street": _("Street"),
    "house_number": _("House number"),
    "postcode": _("Postcode"),
    "town": _("Town"),
    "region_id": _("Region"),
    "website": _("Website"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
    "languages": _("Languages spoken"),
    "delivery_regions": _("Delivery area"),
    "delivers_everywhere": _("The whole border region and beyond"),
    "certificates": _("Certificates"),
    "contact_name": _("Contact person"),
    "contact_role_de": _("Function of the contact person (German)"),
    "contact_role_cs": _("Function of the contact person (Czech)"),
    "contact_email": _("E-mail address of the contact person"),
    "contact_phone": _("Phone of the contact person"),
    "logo": _("Logo"),
}


def take(entry: Any, plain: Iterable[str], sets: Iterable[str]) -> Snapshot:
    """The values of the fields `plain` and `sets`, and the certificates, of the entry."""
    snapshot: Snapshot = {field: _plain(getattr(entry, field)) for field in plain}
    for field in sets:
        # codes as text: they say more in a diff than numbers, and restore by primary key
        snapshot[field] = sorted(str(pk) for pk in getattr(entry, field).values_list("pk", flat=True))
    snapshot["certificates"] = [
        {field: _plain(getattr(certificate, field)) for field in CERTIFICATE}
        for certificate in entry.certificates.order_by("standard", "title", "number", "pk")
    ]
    return snapshot


def put_back(entry: Any, snapshot: Snapshot, plain: Iterable[str], sets: Iterable[str]) -> None:
    """Write a snapshot's values into the entry; what a younger version added to the form stays as it is.

    Another contact person than the present one comes back hidden: the consent on file is not theirs.
    """
    if snapshot.get("contact_name", entry.contact_name) != entry.contact_name:
        entry.contact_consent_at = None
    for field in plain:
        if field in snapshot:
            setattr(entry, field, snapshot[field])
    entry.set_sort_keys()
    entry.version += 1
    entry.save()
    for field in sets:
        if field in snapshot:
            getattr(entry, field).set(snapshot[field])
    if "certificates" in snapshot:
        entry.certificates.all().delete()
        Certificate.objects.bulk_create(
            Certificate(organisation_id=entry.pk, **_certificate(row)) for row in snapshot["certificates"]
        )


def _certificate(row: dict[str, Any]) -> dict[str, Any]:
    until = row.get("valid_until")
    return {**row, "valid_until": date.fromisoformat(until) if until else None}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return sorted(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
