"""Offers and demands under review."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from listings import snapshots
from listings.choices import Direction, Type, Unit
from listings.models import Listing
from listings.quantities import quantity_text
from organisations.choices import Country, Role
from organisations.followers import register as follow
from organisations.models import Capability, Organisation, Region
from organisations.reference import region_names
from publishing import registry
from publishing.choices import Status
from publishing.models import ReviewItem
from publishing.registry import Snapshot, Subject
from search.services import index_later


class ListingSubject(Subject):
    """A listing; the clerks of its organisation's region decide about it."""

    kind = "listing"
    label = gettext_lazy("Offer or demand")

    def get(self, pk: int, *, lock: bool = False) -> Any:
        """The listing with its organisation; a lock holds the row of the listing alone."""
        rows = Listing.objects.select_related("organisation")
        return (rows.select_for_update(of=("self",)) if lock else rows).get(pk=pk)

    def title(self, entry: Any) -> str:
        """Its title in the original language."""
        return entry.texts(entry.original_language)["title"] or str(entry)

    def name_in(self, snapshot: Snapshot) -> str:
        """The title of a step, in the original language where it has one."""
        titles = [snapshot.get(f"title_{language}") for language in (snapshot.get("original_language"), "de", "cs")]
        return next((title for title in titles if title), "")

    def region_code(self, entry: Any) -> str:
        """The organisation's region, wherever the goods are needed: its chamber knows the people."""
        return entry.organisation.region_id or ""

    def snapshot(self, entry: Any) -> Snapshot:
        """All that a member can fill in."""
        return snapshots.take(entry)

    def restore(self, entry: Any, snapshot: Snapshot) -> None:
        """Write a snapshot back."""
        snapshots.put_back(entry, snapshot)

    def labels(self) -> Mapping[str, str | Promise]:
        """The names of all fields a reviewer sees."""
        return snapshots.LABELS

    def display(self, field: str, value: Any) -> str:
        """A value as text in the reviewer's language."""
        if value in (None, "", [], False):
            return ""
        if value is True:
            return _("yes")
        if readable := self.readers.get(field):
            return str(readable(value))
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    @cached_property
    def readers(self) -> dict[str, Any]:
        """How values of fields with codes are read."""
        return {
            "organisation_id": lambda pk: Organisation.objects.filter(pk=pk).first() or pk,
            "direction": lambda code: Direction(code).label,
            "type": lambda code: Type(code).label,
            "unit": lambda code: Unit(code).label,
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

    def changed(self, entry: Any) -> None:
        """Let the search follow."""
        index_later(kind=self.kind, ids=[entry.pk])


@follow
def follow_organisation(organisation: Any) -> None:
    """Listings show their organisation's languages and come and go with it; its chamber decides about them."""
    own = list(Listing.objects.filter(organisation=organisation.pk).values_list("pk", "status"))
    if published := [pk for pk, status in own if status == Status.PUBLISHED]:
        index_later(kind=Listing.kind, ids=published)
    if own:
        waiting = ReviewItem.objects.open().filter(kind=Listing.kind, object_id__in=[pk for pk, _status in own])
        waiting.update(region_code=organisation.region_id or "")


def _day(text: str) -> str:
    day = parse_date(text)
    return date_format(day) if day else text


def _attachment(row: dict[str, Any]) -> str:
    name = f"{row['title']} ({row['file_name']})" if row["title"] else row["file_name"]
    return f"{name}, {filesizeformat(row['size'])}"


registry.register(ListingSubject())
