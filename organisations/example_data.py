"""From a table of a TOML file to a published entry."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from bilingual.choices import Language, TextState
from organisations.models import Certificate, Region
from organisations.services.profiles import create_organisation
from publishing.services import publish_unreviewed

SPREAD = 120  # days over which the confirmation of the entries is spread


def create_example(model: type[Any], row: dict[str, Any], facts: dict[str, Any], *, is_example: bool = True) -> Any:
    """Create and publish one entry; `facts` are the fields of its own kind."""
    texts = {
        f"{field}_{language}": row.get(language, {}).get(field, "").strip()
        for field in model.text_fields
        for language in Language.values
    }
    values = {name: row[name] for name in PLAIN if name in row}
    contact = row.get("contact", {})
    values |= {f"contact_{name}": value for name, value in contact.items()}
    values |= {"postcode": row.get("postcode", "").replace(" ", ""), "region_id": row.get("region") or None}
    entry = create_organisation(model=model, actor=None, values={**values, **texts, **facts, "is_example": is_example})
    _add_lists(entry, row)
    _date(entry, row)
    publish_unreviewed(kind=entry.kind, pk=entry.pk)
    return entry


PLAIN = (
    "name", "other_names", "country", "street", "house_number", "town", "website", "email", "languages",
    "original_language",
)  # fmt: skip


def _add_lists(entry: Any, row: dict[str, Any]) -> None:
    entry.sectors.set(row.get("sectors", []))
    entry.capabilities.set(row.get("cpv", []))
    delivery = row.get("delivery", [])
    if delivery == ["all"]:
        entry.delivers_everywhere = True
    else:
        entry.delivery_regions.set(Region.objects.filter(code__in=delivery))
    Certificate.objects.bulk_create(
        Certificate(organisation_id=entry.pk, **certificate) for certificate in row.get("certificates", [])
    )


def _date(entry: Any, row: dict[str, Any]) -> None:
    """States of the texts as the file says, and a confirmation some days ago, always the same for the same name."""
    other = Language(entry.original_language).other
    setattr(entry, f"state_{other}", TextState(row.get("translation", TextState.CHECKED)))
    days = int.from_bytes(sha256(entry.name.encode()).digest()[:2]) % SPREAD
    entry.confirmed_at = timezone.now() - timedelta(days=days, hours=days % 9)
    if row.get("contact"):
        entry.contact_consent_at = datetime(2026, 1, 15, tzinfo=UTC)
    entry.published_at = entry.confirmed_at
    entry.save()
