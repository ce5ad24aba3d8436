"""What higher apps add to the head of an entry's page: buttons and facts; each registers them in its `actions.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Action:
    """A link that looks like a button."""

    label: str
    url: str
    style: Literal["primary", "secondary"] = "secondary"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something worth knowing about the entry, in a few words."""

    label: str
    text: str


type Source[T] = Callable[[str, Any, Any], Sequence[T]]
"""Called with the kind of the entry, the entry and the reader; asks a fixed number of queries."""

_actions: list[Source[Action]] = []
_facts: list[Source[Fact]] = []


def register_entry_action(source: Source[Action]) -> Source[Action]:
    """Decorator: show these buttons on the pages of companies, institutions and listings."""
    _actions.append(source)
    return source


def register_entry_fact(source: Source[Fact]) -> Source[Fact]:
    """Decorator: show these facts on the pages of companies, institutions and listings."""
    _facts.append(source)
    return source


def actions_of(kind: str, entry: Any, user: Any) -> list[Action]:
    """The buttons that this reader gets, in the order of the installed apps."""
    return [action for source in _actions for action in source(kind, entry, user)]


def facts_of(kind: str, entry: Any, user: Any) -> list[Fact]:
    """The facts that this reader gets, in the order of the installed apps."""
    return [fact for source in _facts for fact in source(kind, entry, user)]
