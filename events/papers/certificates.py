"""Certificates of attendance for those who were checked in."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from events.models import Event, Registration
from events.papers.people import arrived
from events.papers.wording import Part, Wording

LABELS = {
    "confirms": _("We confirm that"),
    "attended": _("took part in the event"),
    "items": _("Also attended"),
    "project": _("Project"),
    "place_date": _("Date of issue"),
    "signature": _("signature"),
    "code": _("Code"),
}


def certificates(event: Event, wording: Wording, people: Iterable[Registration]) -> dict[str, Any]:
    """A page for each of the people who was there; others are left out."""
    there = arrived(event)
    items = {item.pk: wording.of(item, "title") for item in event.items.all()}
    with override(wording.first.value):
        issued = date_format(timezone.localdate())
    return {
        "people": [_page(person, there[person.pk], items) for person in people if person.pk in there],
        "labels": {name: wording.say(label) for name, label in LABELS.items()},
        "project": event.project,
        "organiser": event.organisation.name,
        "issued": issued,
    }


def _page(person: Registration, visited: set[int], items: dict[int, list[Part]]) -> dict[str, Any]:
    return {
        "name": person.full_name,
        "organisation": person.organisation_name,
        "code": person.formatted_code,
        "items": [title for pk, title in items.items() if pk in visited and title],
    }
