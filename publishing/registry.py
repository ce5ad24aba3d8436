"""What the review knows of an app's entries, told by the app itself in `subjects.py`."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Snapshot = dict[str, Any]


class Subject(ABC):
    """One kind of entries that are reviewed."""

    kind: str
    label: str | Promise

    @abstractmethod
    def get(self, pk: int, *, lock: bool = False) -> Any:
        """The entry, its row locked when asked for; raises the model's DoesNotExist."""

    @abstractmethod
    def title(self, entry: Any) -> str:
        """What the entry is called in the queue."""

    def name_in(self, snapshot: Snapshot) -> str:
        """What the entry was called at that step; empty when the snapshot does not say."""
        return str(snapshot.get("name", ""))

    @abstractmethod
    def region_code(self, entry: Any) -> str:
        """The region whose clerks decide, empty for entries from outside the area."""

    @abstractmethod
    def snapshot(self, entry: Any) -> Snapshot:
        """All facts and texts of the entry as JSON values."""

    @abstractmethod
    def restore(self, entry: Any, snapshot: Snapshot) -> None:
        """Bring the entry back to the state of a snapshot."""

    @abstractmethod
    def labels(self) -> Mapping[str, str | Promise]:
        """The names of the snapshot's fields, in the order in which a reviewer reads them."""

    @cached_property
    def readers(self) -> Mapping[str, Callable[[Any], Any]]:
        """How values of some fields are read, codes above all."""
        return {}

    def display(self, field: str, value: Any) -> str:
        """A snapshot's value as a reviewer reads it."""
        if value in (None, "", [], False):
            return ""
        if value is True:
            return _("yes")
        if readable := self.readers.get(field):
            return str(readable(value))
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    @abstractmethod
    def owners(self, entry: Any) -> Iterable[Any]:
        """The users who are told of decisions."""

    @abstractmethod
    def paths(self, entry: Any) -> Mapping[str, tuple[str, tuple[Any, ...]]]:
        """View names and arguments of the pages `public`, `edit` (of the owner) and `admin` of the entry."""

    @abstractmethod
    def changed(self, entry: Any) -> None:
        """Called in the transaction of every change, so that the search follows."""


_subjects: dict[str, Subject] = {}
_regions: list[Callable[[], Mapping[str, str]]] = []


def register(subject: Subject) -> None:
    """Make a kind of entries known to the review."""
    _subjects[subject.kind] = subject


def subject_of(kind: str) -> Subject:
    """The description of a kind; raises KeyError for an unknown one."""
    return _subjects[kind]


def kinds() -> list[tuple[str, str]]:
    """Code and label of every kind, as choices."""
    return [(subject.kind, str(subject.label)) for subject in _subjects.values()]


def register_regions(source: Callable[[], Mapping[str, str]]) -> None:
    """Tell where names of regions by code come from: the table itself stands higher in the house."""
    _regions[:] = [source]


def region_names() -> Mapping[str, str]:
    """Names of the regions by code in the reader's language."""
    return _regions[0]() if _regions else {}
