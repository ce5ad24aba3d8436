"""What higher apps show on the first page of the workspace; each registers it in its `panels.py`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of the page: its heading, and the template below it that gets `context` as `panel`."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


type Source = Callable[[Any, Sequence[Organisation]], Panel | None]
"""Called with the member and the organisations that the member acts for; asks a fixed number of queries."""

_sources: list[Source] = []


def register_workspace_panel(source: Source) -> Source:
    """Decorator: show this panel to members; None leaves it out."""
    _sources.append(source)
    return source


def panels_for(user: Any, organisations: Sequence[Organisation]) -> list[Panel]:
    """The panels of this member, in the order of the installed apps."""
    return [panel for source in _sources if (panel := source(user, organisations)) is not None]
