"""The made-up offers and demands of listings/demo/, for trying the platform out."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils import timezone

from bilingual.choices import Language, TextState
from listings.cipher import settle_place
from listings.models import Listing
from listings.services.validity import expire
from organisations.models import Organisation, Region
from publishing.services import publish_unreviewed

FILES = Path(__file__).resolve().parent / "demo"
SPREAD = 75  # days over which the first publication of the entries is spread


def rows() -> Iterator[dict[str, Any]]:
    """All example offers and demands, each with a stable "id"."""
    for path in sorted(FILES.glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))["listing"]


def example_slug(key: str) -> str:
    """The page address of the example with this id; own entries end in a number, so they never meet."""
    return key.lower()


def load_listings() -> list[Listing]:
    """Publish the examples that are not there yet and whose organisations are; returns the new ones.

    Those whose days are below zero have expired, to show what is then.
    """
    known = set(Listing.objects.filter(is_example=True).values_list("slug", flat=True))
    owners = {entry.name: entry for entry in Organisation.objects.published()}
    new = [row for row in rows() if example_slug(row["id"]) not in known and row["organisation"] in owners]
    entries = Listing.objects.bulk_create(_listing(row, owners[row["organisation"]]) for row in new)
    _add_lists(entries, new)
    for entry, row in zip(entries, new, strict=True):
        publish_unreviewed(kind=entry.kind, pk=entry.pk)
        if row["valid_days"] < 0:
            expire(pk=entry.pk)
    return entries


def _listing(row: dict[str, Any], owner: Organisation) -> Listing:
    """Where the organisation is, written some days ago, always the same for the same id."""
    original = Language(row["original_language"])
    days = int.from_bytes(sha256(row["id"].encode()).digest()[:2]) % SPREAD
    before = max(0, -row["valid_days"])
    written = timezone.now() - timedelta(days=days + before, hours=days % 7)
    entry = Listing(
        organisation=owner,
        slug=example_slug(row["id"]),
        direction=row["direction"],
        is_cipher=row.get("cipher", False),
        type=row["type"],
        original_language=original,
        **{f"state_{original}": TextState.ORIGINAL, f"state_{original.other}": TextState(row["translation"])},
        **_texts(row),
        quantity=Decimal(str(row["quantity"])) if "quantity" in row else None,
        unit=row.get("unit", ""),
        certificates=row.get("certificates", []),
        country=owner.country,
        postcode=owner.postcode,
        town=owner.town,
        region_id=owner.region_id,
        lat=owner.lat,
        lon=owner.lon,
        delivers_everywhere=row["delivery"] == ["all"],
        needed_from=_day(row, "needed_from"),
        needed_until=_day(row, "needed_until"),
        valid_until=timezone.localdate() + timedelta(days=row["valid_days"]),
        is_example=True,
        published_at=written,
        confirmed_at=written,
    )
    if entry.is_cipher:
        settle_place(entry)
    return entry


def _texts(row: dict[str, Any]) -> dict[str, str]:
    return {
        f"{field}_{language}": row.get(language, {}).get(field, "").strip()
        for field in Listing.text_fields
        for language in Language.values
    }


def _day(row: dict[str, Any], field: str) -> date | None:
    """The day that lies so many days after the loading."""
    return timezone.localdate() + timedelta(days=row[field]) if field in row else None


def _add_lists(entries: list[Listing], given: list[dict[str, Any]]) -> None:
    """Categories and delivery areas of all at once."""
    categories: Any = Listing.capabilities.through
    categories.objects.bulk_create(
        categories(listing_id=entry.pk, capability_id=code)
        for entry, row in zip(entries, given, strict=True)
        for code in row["cpv"]
    )
    areas: Any = Listing.delivery_regions.through
    regions = set(Region.objects.values_list("pk", flat=True))
    areas.objects.bulk_create(
        areas(listing_id=entry.pk, region_id=code)
        for entry, row in zip(entries, given, strict=True)
        for code in row["delivery"]
        if code in regions
    )
