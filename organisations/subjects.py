"""What the review knows of organisations; companies and institutions add their own facts."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise

from organisations import followers, snapshots
from organisations.choices import Country, Role, SpokenLanguage, Standard
from organisations.models import Capability, Organisation, Region, Sector
from organisations.reference import region_names
from publishing import registry
from publishing.registry import Snapshot, Subject
from search.services import index_later

registry.register_regions(region_names)


class OrganisationSubject(Subject):
    """Companies or institutions under review."""

    model: type[Organisation]
    plain: ClassVar[tuple[str, ...]] = snapshots.PLAIN
    sets: ClassVar[tuple[str, ...]] = snapshots.SETS
    own_labels: ClassVar[Mapping[str, str | Promise]] = {}
    detail_view: str

    def get(self, pk: int, *, lock: bool = False) -> Any:
        """The company or institution; a lock holds its row in the parent table."""
        if lock:
            Organisation.objects.select_for_update(of=("self",)).get(pk=pk)
        return self.model._default_manager.get(pk=pk)

    def title(self, entry: Any) -> str:
        """Its name."""
        return str(entry.name)

    def region_code(self, entry: Any) -> str:
        """Its region, empty outside the programme area."""
        return entry.region_id or ""

    def snapshot(self, entry: Any) -> Snapshot:
        """All that a member can fill in."""
        return snapshots.take(entry, self.plain, self.sets)

    def restore(self, entry: Any, snapshot: Snapshot) -> None:
        """Write a snapshot back."""
        snapshots.put_back(entry, snapshot, self.plain, self.sets)

    def labels(self) -> Mapping[str, str | Promise]:
        """The names of all fields a reviewer sees."""
        return {**snapshots.LABELS, **self.own_labels}

    @cached_property
    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        """How values of fields with codes are read."""
        return {
            "region_id": lambda code: region_names().get(code, code),
            "country": lambda code: Country(code).label,
            "languages": lambda codes: ", ".join(str(SpokenLanguage(code).label) for code in codes),
            "sectors": lambda codes: "\n".join(map(str, Sector.objects.filter(pk__in=codes))),
            "capabilities": lambda codes: "\n".join(map(str, Capability.objects.filter(pk__in=codes))),
            "delivery_regions": lambda codes: ", ".join(map(str, Region.objects.filter(pk__in=codes))),
            "certificates": lambda rows: "\n".join(map(_certificate, rows)),
        }

    def owners(self, entry: Any) -> Iterable[Any]:
        """The owners who can still sign in."""
        memberships = entry.memberships.filter(role=Role.OWNER, user__is_active=True).select_related("user")
        return [membership.user for membership in memberships]

    def paths(self, entry: Any) -> Mapping[str, tuple[str, tuple[Any, ...]]]:
        """Where readers, members and clerks find the entry."""
        return {
            "public": (self.detail_view, (entry.slug,)),
            "edit": ("organisation_status", (entry.pk,)),
            "admin": (f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_change", (entry.pk,)),
        }

    def changed(self, entry: Any) -> None:
        """Let the search follow, and whatever stands on the organisation."""
        index_later(kind=self.kind, ids=[entry.pk])
        followers.tell(entry)


def _certificate(row: dict[str, Any]) -> str:
    standard = row["title"] if row["standard"] == Standard.OTHER else Standard(row["standard"]).label
    until = parse_date(row["valid_until"]) if row["valid_until"] else None
    parts = [str(standard), row["number"], row["issuer"], date_format(until) if until else ""]
    return ", ".join(part for part in parts if part)
