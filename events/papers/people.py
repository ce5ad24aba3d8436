"""The people on the papers, in the alphabetical order of the paper's language."""

from collections.abc import Collection
from io import BytesIO
from typing import Any

import segno
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.choices import Direction, Purpose, State
from events.models import Consent, Event, ProgrammeItem, Registration, Tick
from events.papers.wording import Wording

QR_BORDER = 2  # modules; the badge is white around it
QR_MASK = 0
"""Fixed, as looking for the best of eight takes most of the time; readers know all of them."""


def agreed(event: Event, purpose: Purpose) -> set[int]:
    """The registrations whose newest word about the purpose is yes."""
    newest = (
        Consent.objects.filter(registration__event=event, text__purpose=purpose)
        .order_by("registration_id", "-decided_at", "-id")
        .distinct("registration_id")
        .values_list("registration_id", "is_given")
    )
    return {registration for registration, is_given in newest if is_given}


def who_comes(event: Event, wording: Wording, item: ProgrammeItem | None = None) -> QuerySet[Registration]:
    """Confirmed people of the event, or of one programme item."""
    people: QuerySet[Registration] = Registration.objects.filter(event=event).confirmed()
    if item is not None:
        people = people.filter(item_bookings__item=item, item_bookings__state=State.CONFIRMED)
    return people.order_by(f"sort_key_{wording.first.value}", "id")


def everybody(event: Event, wording: Wording) -> QuerySet[Registration]:
    """All registrations, in whichever state: who came without a place has come all the same."""
    return Registration.objects.filter(event=event).order_by(f"sort_key_{wording.first.value}", "id")


def may_be_photographed(event: Event) -> set[int] | None:
    """Those who may be photographed; None where nobody was asked, so that there is nothing to mark."""
    was_asked = event.consent_texts.filter(purpose=Purpose.PHOTOS).exists()
    return agreed(event, Purpose.PHOTOS) if was_asked else None


def badges(event: Event, wording: Wording, only: Collection[int] | None = None) -> dict[str, Any]:
    """Name, organisation, languages, code and marker of each person who comes, or of some of them."""
    photographed = may_be_photographed(event)
    coming = who_comes(event, wording)
    people = [
        {
            "name": person.full_name,
            "organisation": person.organisation_name,
            "function": person.function,
            "languages": [_language(code) for code in person.languages],
            "no_photo": photographed is not None and person.pk not in photographed,
            "code": person.formatted_code,
            "qr": qr(person.code),
        }
        for person in (coming if only is None else coming.filter(pk__in=only))
    ]
    return {"people": people, "no_photo": wording.say(_("No photo")), "qr_alt": "QR"}


def _language(code: str) -> str:
    # Czech is marked as the country's cars are, which is what people at an event know
    return {"cs": "CZ", "uk": "UA"}.get(code, code.upper())


def qr(text: str) -> str:
    """A QR code as SVG."""
    drawing = BytesIO()
    segno.make_qr(text, error="m", mask=QR_MASK).save(
        drawing, kind="svg", border=QR_BORDER, xmldecl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return drawing.getvalue().decode()


def arrived(event: Event) -> dict[int, set[int]]:
    """Who was ticked in, with the programme items where that was noted."""
    ticks = Tick.objects.filter(event=event, direction=Direction.IN, undone_at=None)
    found: dict[int, set[int]] = {}
    for registration, item in ticks.values_list("registration_id", "item_id"):
        found.setdefault(registration, set()).update({item} - {None})
    return found
