"""Offers and demands under review."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from listings import snapshots
from listings.choices import CipherPlace, Direction, Type, Unit
from listings.models import Listing
from listings.quantities import quantity_text
from organisations.choices import Country, Role
from organisations.followers import register as follow
from organisations.models import Capability, Organisation, Region
from organisations.owned import OwnedSubject, follower_of
from organisations.reference import region_names
from publishing import registry
from publishing.registry import Snapshot


class ListingSubject(OwnedSubject):
    """A listing; the clerks of its organisation's region decide about it."""

    kind = Listing.kind
    model = Listing
    label = gettext_lazy("Offer or demand")

    def snapshot(self, entry: Any) -> Snapshot:
        """All that a member can fill in."""
        return snapshots.take(entry)

    def restore(self, entry: Any, snapshot: Snapshot) -> None:
        """Write a snapshot back."""
        snapshots.put_back(entry, snapshot)

    def labels(self) -> Mapping[str, str | Promise]:
        """The names of all fields a reviewer sees."""
        return snapshots.LABELS

    @cached_property
    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        """How values of fields with codes are read."""
        return {
            "organisation_id": lambda pk: Organisation.objects.filter(pk=pk).first() or pk,
            "direction": lambda code: Direction(code).label,
            "type": lambda code: Type(code).label,
            "unit": lambda code: Unit(code).label,
            "cipher_place": lambda code: CipherPlace(code).label,
            "quantity": lambda number: quantity_text(Decimal(number), ""),
            "country": lambda code: Country(code).label,
            "region_id": lambda code: region_names().get(code, code),
            "capabilities": lambda codes: "\n".join(map(str, Capability.objects.filter(pk__in=codes))),
            "delivery_regions": lambda codes: ", ".join(map(str, Region.objects.filter(pk__in=codes))),
            **dict.fromkeys(("needed_from", "needed_until", "valid_until"), _day),
            "attachments": lambda rows: "\n".join(map(_attachment, rows)),
        }

    def owners(self, entry: Any) -> Iterable[Any]:
        """The organisation's owners who can still sign in, and the author while being a member."""
        memberships = entry.organisation.memberships.filter(user__is_active=True).select_related("user")
        return [
            membership.user
            for membership in memberships
            if membership.role == Role.OWNER or membership.user_id == entry.author_id
        ]

    def paths(self, entry: Any) -> Mapping[str, tuple[str, tuple[Any, ...]]]:
        """Where readers, members and clerks find the listing."""
        return {
            "public": ("listing_detail", (entry.slug,)),
            "edit": ("listing_status", (entry.pk,)),
            "admin": ("admin:listings_listing_change", (entry.pk,)),
        }


follow(follower_of(Listing))


def _day(text: str) -> str:
    day = parse_date(text)
    return date_format(day) if day else text


def _attachment(row: dict[str, Any]) -> str:
    name = f"{row['title']} ({row['file_name']})" if row["title"] else row["file_name"]
    return f"{name}, {filesizeformat(row['size'])}"


registry.register(ListingSubject())
