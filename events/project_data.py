"""The events of the project, from events/data/project_events.toml."""

import tomllib
from pathlib import Path
from typing import Any

from django.utils import timezone

from bilingual.choices import Language, TextState
from events.choices import PartnerRole
from events.models import Desk, Event, EventPartner
from organisations.models import Organisation
from publishing.services import publish_unreviewed

FILE = Path(__file__).resolve().parent / "data" / "project_events.toml"
PROJECT = "Glokalisierung – global denken, lokal handeln"
ORGANISER = "Wirtschaftsförderung Sachsen GmbH (WFS)"
PARTNER = "AHK Services s.r.o."


def project_events() -> list[dict[str, Any]]:
    """The rows of the file, in the order of the programme; `id` is the address of the page."""
    rows: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["event"]
    return rows


def load_project_events() -> list[Event]:
    """Publish those that are not there yet, as soon as the organiser has an entry; returns the new ones."""
    organiser = Organisation.objects.filter(name=ORGANISER).first()
    if organiser is None:
        return []
    partner = Organisation.objects.filter(name=PARTNER).first()
    known = set(Event.objects.filter(slug__in=[row["id"] for row in project_events()]).values_list("slug", flat=True))
    return [_load(row, organiser, partner) for row in project_events() if row["id"] not in known]


def _load(row: dict[str, Any], organiser: Organisation, partner: Organisation | None) -> Event:
    event: Event = Event.objects.create(
        organisation=organiser,
        slug=row["id"],
        type=row["type"],
        formats=row["formats"],
        title_de=row["title_de"],
        title_cs=row["title_cs"],
        original_language=Language.DE,
        state_de=TextState.ORIGINAL,
        state_cs=TextState.CHECKED,
        first_day=row["first_day"],
        last_day=row["last_day"],
        precision=row["precision"],
        country=row["country"],
        town=row["town"],
        region_id=row["region"] or None,
        languages=["de", "cs"],
        project=PROJECT,
        confirmed_at=timezone.now(),
    )
    Desk.objects.create(event=event)
    EventPartner.objects.create(
        event=event,
        organisation=partner,
        name="" if partner else PARTNER,
        country="CZ",
        role=PartnerRole.CO_ORGANISER,
    )
    publish_unreviewed(kind=event.kind, pk=event.pk)
    return event
