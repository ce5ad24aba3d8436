"""What higher apps add to the page of a company or an institution; each registers it in its `sections.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from organisations.models import Organisation

type Facts = Callable[[Organisation], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """A template, and what it gets as `section`; a section without facts is left out."""

    template: str
    facts: Mapping[str, Any]


_registered: dict[str, Facts] = {}


def register(template: str, facts: Facts) -> None:
    """Add `template` to the public pages; `facts(organisation)` asks a fixed number of queries, {} hides it."""
    _registered[template] = facts


def sections_of(entry: Organisation) -> list[Section]:
    """The sections of a published entry, in the order of the installed apps."""
    found = [Section(template, facts(entry)) for template, facts in _registered.items()]
    return [section for section in found if section.facts]
