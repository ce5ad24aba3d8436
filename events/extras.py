"""What higher apps add to the pages of an event: pages for organisers, and panels beside a person's registration."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from events.models import Event, Registration


@dataclass(frozen=True, slots=True)
class OrganiserPage:
    """An entry of the organisers' navigation; `section` is what the page's view calls itself."""

    label: str
    url: str
    section: str


@dataclass(frozen=True, slots=True)
class PersonPanel:
    """What a person reads beside the own registration: a template with its context as `panel`."""

    template: str
    context: Mapping[str, Any]


type PageSource = Callable[[Event], Sequence[OrganiserPage]]
type PanelSource = Callable[[Sequence[Registration], str], Mapping[int, PersonPanel]]
"""Called with the people of one link and its signed part; gives panels by registration in a fixed number of queries."""

_pages: list[PageSource] = []
_panels: list[PanelSource] = []


def register_organiser_page(source: PageSource) -> PageSource:
    """Decorator: show these pages in the organisers' navigation; asks nothing of the database."""
    _pages.append(source)
    return source


def register_person_panel(source: PanelSource) -> PanelSource:
    """Decorator: show these panels on the page of a registration."""
    _panels.append(source)
    return source


def organiser_pages(event: Event) -> list[OrganiserPage]:
    """What is added to the organisers' navigation, in the order of the installed apps."""
    return [page for source in _pages for page in source(event)]


def person_panels(rows: Sequence[Registration], token: str) -> dict[int, list[PersonPanel]]:
    """The panels of each person, by the number of the registration."""
    found: dict[int, list[PersonPanel]] = {}
    for source in _panels:
        for pk, panel in source(rows, token).items():
            found.setdefault(pk, []).append(panel)
    return found
