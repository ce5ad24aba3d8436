"""Events under review."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.formats import date_format, time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import snapshots
from events.choices import Audience, Format, Interpretation, ItemType, Mode, PartnerRole, Precision, StaffRole, Type
from events.models import Event
from organisations.choices import Country, SpokenLanguage
from organisations.followers import register as follow
from organisations.models import Organisation
from organisations.owned import OwnedSubject, follower_of
from organisations.reference import region_names
from publishing import registry
from publishing.registry import Snapshot


class EventSubject(OwnedSubject):
    """An event; the clerks of its organiser's region decide about it."""

    kind = Event.kind
    model = Event
    label = gettext_lazy("Event")

    def snapshot(self, entry: Any) -> Snapshot:
        """All that an organiser can fill in, the programme as a summary."""
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
            "type": lambda code: Type(code).label,
            "formats": lambda codes: ", ".join(str(Format(code).label) for code in codes),
            "precision": lambda code: Precision(code).label,
            "mode": lambda code: Mode(code).label,
            "country": lambda code: Country(code).label,
            "region_id": lambda code: region_names().get(code, code),
            "languages": lambda codes: ", ".join(str(SpokenLanguage(code).label) for code in codes),
            "interpretation": lambda code: Interpretation(code).label,
            **dict.fromkeys(snapshots.DAYS, _day),
            **dict.fromkeys(snapshots.TIMES, _hour),
            "partners": lambda rows: "\n".join(map(_partner, rows)),
            "programme": lambda rows: "\n".join(map(_item, rows)),
            "documents": lambda rows: "\n".join(map(_document, rows)),
        }

    def owners(self, entry: Any) -> Iterable[Any]:
        """The main organisers who can still sign in."""
        staff = entry.staff.filter(role=StaffRole.MAIN, user__is_active=True).select_related("user")
        return [row.user for row in staff]

    def paths(self, entry: Any) -> Mapping[str, tuple[str, tuple[Any, ...]]]:
        """Where readers, organisers and clerks find the event."""
        return {
            "public": ("event_detail", (entry.slug,)),
            "edit": ("event_plan", (entry.pk,)),
            "admin": ("admin:events_event_change", (entry.pk,)),
        }


follow(follower_of(Event))


def _day(text: str) -> str:
    day = parse_date(text)
    return date_format(day) if day else text


def _hour(text: str) -> str:
    hour = parse_time(text)
    return time_format(hour, "G:i") if hour else text


def _item(row: dict[str, Any]) -> str:
    start = parse_datetime(row["starts_at"])
    when = date_format(start, "SHORT_DATETIME_FORMAT") if start else row["starts_at"]
    titles = " / ".join(filter(None, (row["title_de"], row["title_cs"])))
    return f"{when}: {titles or ItemType(row['type']).label}"


def _partner(row: dict[str, Any]) -> str:
    return f"{row['name']} ({row['country']}), {PartnerRole(row['role']).label}"


def _document(row: dict[str, Any]) -> str:
    titles = " / ".join(filter(None, (row["title_de"], row["title_cs"])))
    audience = _("for: %(audience)s") % {"audience": Audience(row["audience"]).label}
    return f"{titles} ({row['file_name']}), {audience}"


registry.register(EventSubject())
