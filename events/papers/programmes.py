"""The programme on paper, and the signs of those who speak."""

from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.choices import Interpretation, ItemType
from events.dates import day_text
from events.models import Event, ProgrammeItem, Speaker
from events.papers.wording import Part, Wording
from organisations.choices import SpokenLanguage


def programme(event: Event, wording: Wording) -> dict[str, Any]:
    """All items by day: time, title, speakers, room, track, languages."""
    items = (
        event.items.filter(called_off_at=None)
        .select_related("room", "track")
        .prefetch_related("speakers__organisation")
    )
    labels = {"time": _("Time"), "item": _("Programme item"), "place": _("Room")}
    return {
        "labels": {name: wording.say(label) for name, label in labels.items()},
        "days": [
            {"date": _day(day, wording), "items": [_item(item, wording) for item in of_day]}
            for day, of_day in groupby(items, key=lambda item: _local(item.starts_at).date())
        ],
    }


def _day(day: date, wording: Wording) -> list[Part]:
    return wording.made(lambda: day_text(day))


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)


def _item(item: ProgrammeItem, wording: Wording) -> dict[str, Any]:
    plain = item.type in {ItemType.BREAK, ItemType.OTHER}
    notes = [wording.say(SpokenLanguage(code).label) for code in item.languages if code in SpokenLanguage.values]
    if item.interpretation != Interpretation.NONE:
        notes.append(wording.say(Interpretation(item.interpretation).label))
    if item.needs_identity_card:
        notes.append(wording.say(_("identity card needed")))
    return {
        "time": f"{_local(item.starts_at):%H:%M}–{_local(item.ends_at):%H:%M}",
        "title": wording.of(item, "title") or wording.say(ItemType(item.type).label),
        "kind": [] if plain else wording.say(ItemType(item.type).label),
        "speakers": [_with_organisation(speaker) for speaker in item.speakers.all()],
        "notes": notes,
        "room": wording.of(item.room, "name") if item.room else wording.of(item, "meeting_point"),
        "track": wording.of(item.track, "name") if item.track else [],
    }


def organisation_of(speaker: Speaker) -> str:
    """Where the speaker comes from."""
    return speaker.organisation_name or (speaker.organisation.name if speaker.organisation else "")


def _with_organisation(speaker: Speaker) -> str:
    return ", ".join(filter(None, (speaker.full_name, organisation_of(speaker))))


def speakers(event: Event, wording: Wording) -> dict[str, Any]:
    """A folded sign for each speaker."""
    people = event.speakers.select_related("organisation")
    return {
        "speakers": [
            {
                "name": speaker.full_name,
                "organisation": organisation_of(speaker),
                "function": wording.of(speaker, "function"),
            }
            for speaker in people
        ]
    }
