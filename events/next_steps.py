"""What an organiser does next for an event, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.completeness import missing_facts
from events.models import Event
from publishing.choices import Status


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the way from the first fact to the published page."""

    title: str
    text: str
    url: str
    is_done: bool


def next_step(event: Any) -> str:
    """The one thing to do next; empty when there is nothing. `event` with `number_requested` and its desk at hand."""
    if event.is_called_off or event.status == Status.ARCHIVED:
        return ""
    if event.status == Status.SENT_BACK:
        return _("Read the reason of the chamber and submit it again.")
    if event.status == Status.SUBMITTED:
        return _("The chamber looks at it.")
    if event.status == Status.DRAFT:
        missing = missing_facts(event)
        return _("Complete the facts: %(facts)s.") % {"facts": ", ".join(missing)} if missing else _("Submit it.")
    return _published(event)


def _published(event: Any) -> str:
    if event.number_requested:
        return _("Decide the requests.")
    desk = getattr(event, "desk", None)
    if not event.is_past and event.has_exact_date and not (desk and desk.is_open):
        return _("Open the registration.")
    if event.first_day <= timezone.localdate() <= event.last_day and event.has_exact_date:
        return _("It is today: open the check-in.")
    return ""


def stages(event: Event) -> Iterable[Stage]:
    """The way: facts, programme, registration, publication."""
    missing = missing_facts(event)
    items = event.items.count()
    desk = getattr(event, "desk", None)
    texts = event.consent_texts.filter(replaced_at=None).count()
    facts = _("Still missing: %(facts)s.") % {"facts": ", ".join(missing)} if missing else _("Complete.")
    yield Stage(_("Facts and texts"), facts, reverse("event_edit", args=[event.pk]), not missing)
    programme = _("Programme items: %(number)d") % {"number": items} if items else _("Nothing in the programme yet.")
    yield Stage(_("Programme"), programme, reverse("event_programme", args=[event.pk]), bool(items))
    yield Stage(
        _("Registration"), _registration(desk, texts), reverse("event_desk", args=[event.pk]),
        bool(desk and desk.is_open and texts),
    )  # fmt: skip
    published = _("Readers see it.") if event.is_published else _("Only you and your colleagues see it.")
    yield Stage(_("Publication"), published, reverse("event_plan", args=[event.pk]) + "#next", event.is_published)


def _registration(desk: Any, texts: int) -> str:
    if not (desk and desk.is_open):
        return _("Nobody can register yet.")
    if not texts:
        return _("People can register, but nobody is asked for a consent yet.")
    if desk.capacity:
        return _("People can register; places: %(number)d") % {"number": desk.capacity}
    return _("People can register; there is no limit of places.")
