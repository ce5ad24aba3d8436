"""The made-up events of events/demo/, for trying the platform out."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import User
from bilingual.choices import Language, TextState
from events.choices import Purpose, StaffRole
from events.consent_texts import suggested
from events.models import (
    ConsentText,
    Desk,
    Event,
    EventPartner,
    EventStaff,
    PickUpPoint,
    ProgrammeItem,
    Question,
    Room,
    Speaker,
    Stand,
    Survey,
    Track,
)
from events.project_data import PROJECT, project_events
from organisations.models import Organisation
from organisations.places import find_place
from publishing.services import publish_unreviewed

FILES = Path(__file__).resolve().parent / "demo"
TUESDAY = 1
PLAIN = (
    "type", "formats", "mode", "venue", "street", "country", "postcode", "town", "languages", "interpretation",
    "online_url", "contact_name", "contact_email",
)  # fmt: skip
TIMES = ("starts_at", "ends_at", "doors_open_at")
BILINGUAL = (*Event.text_fields, "directions", "fee")
DESK = (
    "capacity", "most_per_organisation", "most_at_once", "needs_approval", "waiting_mode", "offer_hours", "note_de",
    "note_cs",
)  # fmt: skip
type Row = Mapping[str, Any]


def rows() -> list[dict[str, Any]]:
    """All example events, each with a stable "id"."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FILES.glob("*.toml"))]


def load_events() -> list[Event]:
    """Publish the examples that are not there yet and whose organisers are; returns the new ones."""
    known = set(Event.objects.filter(is_example=True).values_list("slug", flat=True))
    owners = {entry.name: entry for entry in Organisation.objects.published()}
    return [_load(row, owners) for row in rows() if row["id"] not in known and row["organisation"] in owners]


def assign_organiser(user: User) -> None:
    """Make somebody a main organiser of the examples, and of those of the project that are not over."""
    slugs = [row["id"] for row in project_events()]
    examples = Event.objects.filter(slug__in=[row["id"] for row in rows()])
    for event in (*examples, *Event.objects.filter(slug__in=slugs).coming()):
        EventStaff.objects.get_or_create(event=event, user=user, defaults={"role": StaffRole.MAIN})


def _load(row: Row, owners: Mapping[str, Organisation]) -> Event:
    event = _event(row, owners[row["organisation"]])
    _desk(event, row["desk"])
    for position, partner in enumerate(row.get("partner", [])):
        own = owners.get(partner.get("organisation", ""))
        name = "" if own else partner.get("name") or partner["organisation"]
        facts = {"country": partner["country"], "role": partner["role"], "position": position}
        EventPartner.objects.create(event=event, organisation=own, name=name, **facts)
    _programme(event, row)
    _questions(event, row.get("question", []))
    Stand.objects.bulk_create(Stand(event=event, **stand) for stand in row.get("stand", []))
    Survey.objects.create(event=event)
    publish_unreviewed(kind=event.kind, pk=event.pk)
    return event


def _event(row: Row, owner: Organisation) -> Event:
    """So many days after the loading, on the Tuesday that follows."""
    original = Language(row.get("original_language", "de"))
    day = timezone.localdate() + timedelta(days=row["in_days"])
    day += timedelta(days=(TUESDAY - day.weekday()) % 7)
    place = find_place(row["postcode"], country=row["country"], town=row["town"])
    texts = {f"{field}_{language}": row[language].get(field, "") for field in BILINGUAL for language in Language.values}
    event: Event = Event.objects.create(
        organisation=owner,
        slug=row["id"],
        **{name: row[name] for name in PLAIN if name in row},
        **{name: time.fromisoformat(row[name]) for name in TIMES if name in row},
        **texts,
        original_language=original,
        **{f"state_{original}": TextState.ORIGINAL, f"state_{original.other}": TextState.CHECKED},
        first_day=day,
        last_day=day + timedelta(days=row["days"] - 1),
        region_id=row["region"],
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        project=PROJECT,
        is_example=True,
        confirmed_at=timezone.now(),
    )
    return event


def _desk(event: Event, settings: Row) -> None:
    closing = event.first_day - timedelta(days=settings["closes_days_before"])
    Desk.objects.create(
        event=event, is_open=True, closes_at=_moment(closing, "18:00"),
        **{name: settings[name] for name in DESK if name in settings},
    )  # fmt: skip
    for code in settings["consents"]:
        texts = {f"text_{language}": text for language, text in suggested(event, Purpose(code)).items()}
        is_required = code in settings["required"]
        ConsentText.objects.create(event=event, purpose=code, is_required=is_required, **texts)


def _programme(event: Event, row: Row) -> None:
    tracks = {
        given["key"]: Track.objects.create(event=event, position=position, **_names(given))
        for position, given in enumerate(row.get("track", []))
    }
    rooms = {given["key"]: _room(event, given, position) for position, given in enumerate(row.get("room", []))}
    speakers = {given["key"]: _speaker(event, given, position) for position, given in enumerate(row["speaker"])}
    for given in row["item"]:
        item = _item(event, given)
        item.track, item.room = tracks.get(given.get("track", "")), rooms.get(given.get("room", ""))
        item.save()
        item.speakers.set(speakers[key] for key in given.get("speakers", []))
        for point in given.get("pick_up", []):
            places = {f"place_{language}": point[language] for language in Language.values}
            PickUpPoint.objects.create(
                item=item, time=time.fromisoformat(point["time"]), seats=point["seats"], **places
            )


def _names(given: Row) -> dict[str, str]:
    return {f"name_{language}": given[language] for language in Language.values}


def _room(event: Event, given: Row, position: int) -> Room:
    notes = {f"note_{language}": given.get(f"note_{language}", "") for language in Language.values}
    return Room.objects.create(event=event, position=position, capacity=given["capacity"], **_names(given), **notes)


def _speaker(event: Event, given: Row, position: int) -> Speaker:
    facts = {name: value for name, value in given.items() if name not in {"key", "organisation"}}
    return Speaker.objects.create(event=event, position=position, organisation_name=given["organisation"], **facts)


def _item(event: Event, given: Row) -> ProgrammeItem:
    start = _moment(event.first_day + timedelta(days=given.get("day", 1) - 1), given["start"])
    return ProgrammeItem(
        event=event,
        type=given["type"],
        title_de=given["de"],
        title_cs=given["cs"],
        description_de=given.get("de_about", ""),
        description_cs=given.get("cs_about", ""),
        starts_at=start,
        ends_at=start + timedelta(minutes=given["minutes"]),
        needs_booking="capacity" in given,
        capacity=given.get("capacity"),
        meeting_point_de=given.get("meeting_point_de", ""),
        meeting_point_cs=given.get("meeting_point_cs", ""),
        needs_identity_card=given.get("identity_card", False),
    )


def _questions(event: Event, given: Iterable[Row]) -> None:
    for position, question in enumerate(given):
        Question.objects.create(
            event=event,
            use=question.get("use", "registration"),
            type=question["type"],
            label_de=question["de"],
            label_cs=question["cs"],
            help_de=question.get("help_de", ""),
            help_cs=question.get("help_cs", ""),
            options=question.get("options", []),
            is_required=question.get("required", False),
            position=position,
        )


def _moment(day: date, hour: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))
