"""The history of one registration in words: who, when, what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bilingual.text import text_of
from events.choices import Direction, Origin, State, Step
from events.models import Registration, RegistrationStep, Tick


@dataclass(frozen=True, slots=True)
class Happening:
    """One line."""

    at: datetime
    what: str
    who: str
    detail: str = ""


def happenings(person: Registration) -> list[Happening]:
    """Everything that is known of a registration, the newest first; three statements."""
    lines = [*_booked(person), *_steps(person), *_ticks(person), *_consents(person)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _booked(person: Registration) -> Iterator[Happening]:
    booking = person.booking
    registered = _("Registered at the door") if person.is_walk_in else _("Registered")
    yield Happening(booking.created_at, registered, booking.contact_name)
    if booking.verified_at and booking.verified_at > booking.created_at and not booking.user_id:
        yield Happening(booking.verified_at, _("E-mail address confirmed"), booking.contact_name)
    if person.asked_to_reconfirm_at:
        yield Happening(person.asked_to_reconfirm_at, _("Asked whether the person comes"), _by(Origin.SYSTEM))
    if person.reconfirmed_at:
        yield Happening(person.reconfirmed_at, _("Has said that the person comes"), person.full_name)


def _steps(person: Registration) -> Iterator[Happening]:
    for step in RegistrationStep.objects.filter(registration=person).select_related("by", "item"):
        yield Happening(step.at, _step_text(step), str(step.by) if step.by else _by(step.origin), step.detail)


def _step_text(step: RegistrationStep) -> str:
    state = str(State(step.state).label) if step.state else ""
    if step.step == Step.STATE:
        return state
    if step.step == Step.ITEM:
        item = text_of(step.item, "title").value if step.item else _("Programme item")
        return _("“%(item)s”: %(state)s") % {"item": item, "state": state}
    label = str(Step(step.step).label)
    return _("%(what)s (before: %(state)s)") % {"what": label, "state": state} if state else label


def _ticks(person: Registration) -> Iterator[Happening]:
    for tick in Tick.objects.filter(registration=person).select_related("by", "item"):
        what = _("Came in") if tick.direction == Direction.IN else _("Went out")
        parts = [what, str(tick.item) if tick.item else "", _("taken back") if tick.undone_at else ""]
        yield Happening(tick.at, ", ".join(filter(None, parts)), str(tick.by) if tick.by else _("at the door"))


def _consents(person: Any) -> Iterator[Happening]:
    for consent in person.consents.all():
        purpose = consent.text.get_purpose_display()
        text = _("Agreed: %(purpose)s") if consent.is_given else _("Not agreed: %(purpose)s")
        yield Happening(consent.decided_at, text % {"purpose": purpose}, person.full_name)


def _by(origin: str) -> str:
    return str(Origin(origin).label)
