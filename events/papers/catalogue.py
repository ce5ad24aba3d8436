"""Which papers there are, and the one way to print each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from events.models import Event, ProgrammeItem
from events.papers import certificates, lists, people, printing, programmes
from events.papers.heads import head
from events.papers.sheets import SHEETS, BadgeLayout
from events.papers.wording import PaperLanguage, Wording


class Paper(models.TextChoices):
    """What can be printed."""

    BADGES = "badges", _("Badges")
    SIGNATURES = "signatures", _("Signature list")
    PROGRAMME = "programme", _("Programme")
    PARTICIPANTS = "participants", _("List of participants")
    ORGANISERS = "organisers", _("List for organisers")
    SPEAKERS = "speakers", _("Speaker signs")
    VISIT = "visit", _("Bus and visit list")
    CERTIFICATES = "certificates", _("Certificates of attendance")


@dataclass(frozen=True)
class Wish:
    """How a paper is wanted."""

    language: PaperLanguage | str = PaperLanguage.BOTH
    layout: BadgeLayout | str = BadgeLayout.EIGHT
    day: date | None = None
    item: ProgrammeItem | None = None
    people: frozenset[int] | None = None
    """Of badges: for these registrations alone."""


def _badges(event: Event, wording: Wording, wish: Wish) -> dict[str, Any]:
    return people.badges(event, wording, wish.people) | {"sheet": SHEETS[BadgeLayout(wish.layout)].measures()}


def _signatures(event: Event, wording: Wording, wish: Wish) -> dict[str, Any]:
    return lists.signatures(event, wording, day=wish.day, item=wish.item)


def _visit(event: Event, wording: Wording, wish: Wish) -> dict[str, Any]:
    if wish.item is None:
        raise ValueError("A visit list belongs to a programme item.")
    return lists.visit(event, wording, item=wish.item)


def _programme(event: Event, wording: Wording, _wish: Wish) -> dict[str, Any]:
    return programmes.programme(event, wording)


def _speakers(event: Event, wording: Wording, _wish: Wish) -> dict[str, Any]:
    return programmes.speakers(event, wording)


def _certificates(event: Event, wording: Wording, _wish: Wish) -> dict[str, Any]:
    return certificates.certificates(event, wording, people.everybody(event, wording))


def _participants(event: Event, wording: Wording, wish: Wish) -> dict[str, Any]:
    return lists.participants(event, wording, item=wish.item)


def _organisers(event: Event, wording: Wording, wish: Wish) -> dict[str, Any]:
    return lists.for_organisers(event, wording, item=wish.item)


Writer = Callable[[Event, Wording, Wish], dict[str, Any]]
WRITERS: dict[Paper, tuple[str, Writer]] = {
    Paper.BADGES: ("badges", _badges),
    Paper.SIGNATURES: ("signatures", _signatures),
    Paper.PROGRAMME: ("programme", _programme),
    Paper.PARTICIPANTS: ("list", _participants),
    Paper.ORGANISERS: ("list", _organisers),
    Paper.SPEAKERS: ("speakers", _speakers),
    Paper.VISIT: ("list", _visit),
    Paper.CERTIFICATES: ("certificate", _certificates),
}
TITLES = {Paper.CERTIFICATES: _("Certificate of attendance")}


def written(paper: Paper, event: Event, wish: Wish) -> tuple[str, dict[str, Any]]:
    """The template of a paper and what it shows; raises ValueError for a visit list without an item."""
    wording = Wording(wish.language)
    template, write = WRITERS[paper]
    data = head(event, wording, TITLES.get(paper, paper.label)) | write(event, wording, wish)
    return template, data


def printed(paper: Paper, event: Event, wish: Wish) -> bytes:
    """The paper as PDF."""
    return printing.pdf(*written(paper, event, wish))


def file_name(paper: Paper, event: Event, wish: Wish) -> str:
    """The name under which the PDF is saved: "anmeldung-…-de.pdf", without diacritics."""
    with override(Wording(wish.language).first.value):
        name = slugify(str(paper.label))
    return f"{name}-{event.slug[:60]}-{wish.language}.pdf"
