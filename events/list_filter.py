"""What organisers' lists share: words, ticked groups and an order from the address, and addresses with changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise

LONGEST_TEXT, MOST_WORDS = 100, 5


@dataclass
class Group:
    """One filter with what can be chosen."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: list[str] = field(default_factory=list)

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Code, label, and whether it is chosen."""
        return [(code, label, code in self.chosen) for code, label in self.choices]


class ListFilter:
    """What is asked for; unknown values are left out. The first one of `sorts` is the usual order."""

    sorts: ClassVar[dict[str, str | Promise]] = {}

    def __init__(self, data: QueryDict) -> None:
        self.text = data.get("q", "").replace("\x00", "")[:LONGEST_TEXT].strip()
        self.first_sort = next(iter(self.sorts))
        self.sort = data.get("sort", "") if data.get("sort", "") in self.sorts else self.first_sort
        for group in self.groups:
            known = {code for code, _label in group.choices}
            group.chosen = [code for code in dict.fromkeys(data.getlist(group.name)) if code in known]

    @cached_property
    def groups(self) -> list[Group]:
        """All filters with what can be chosen."""
        return [group for group in self.all_groups() if group.choices]

    def all_groups(self) -> Iterable[Group]:
        """The filters of this list; one with nothing to choose from is left out."""
        raise NotImplementedError

    def chosen(self, name: str) -> list[str]:
        """What is ticked in a filter."""
        return next((group.chosen for group in self.groups if group.name == name), [])

    def words(self) -> list[str]:
        """The first words that are looked for."""
        return self.text.split()[:MOST_WORDS]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.text) or any(group.chosen for group in self.groups)

    @property
    def query(self) -> str:
        """What is asked for, as the part of an address that can be kept."""
        return self.address().removeprefix("?")

    @property
    def sort_links(self) -> list[tuple[str, str | Promise, str]]:
        """Code, label and address of each order."""
        return [(code, label, self.address(sort=code)) for code, label in self.sorts.items()]

    def address(self, *, sort: str = "", without: tuple[str, str] | None = None) -> str:
        """The address of the list in this or another order, `without` one choice; the page is always the first one."""
        order = sort or self.sort
        pairs = [("q", self.text)] if self.text else []
        pairs += [(group.name, code) for group in self.groups for code in group.chosen]
        pairs += [("sort", order)] if order != self.first_sort else []
        return f"?{urlencode([pair for pair in pairs if pair != without])}"
