"""What has changed between two states of an entry, word by word."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from publishing.registry import Snapshot, Subject

Span = tuple[Literal["same", "removed", "added"], str]
# a word keeps the space before it: what is added at the end of a text leaves its last word alone
WORDS = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
LINES = re.compile(r"\n|[^\n]+")
ITEMS = re.compile(r", |(?:(?!, ).)+", re.DOTALL)
LONGEST = 4_000
"""Words of both texts together above which lines are compared: the time grows with the square."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A field's value before and after, the words between them, and the language it is written in."""

    field: str
    label: str
    language: str
    before: str
    after: str
    spans: list[Span]

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Row:
    """One field, or the two languages of one, which a reviewer reads side by side."""

    cells: list[Cell]

    @property
    def is_changed(self) -> bool:
        """Whether one of the cells differs."""
        return any(cell.is_changed for cell in self.cells)


def rows(subject: Subject, before: Snapshot | None, after: Snapshot) -> list[Row]:
    """Everything filled in before or after, in the order a reviewer reads; without `before` nothing counts as new."""
    found: dict[str, list[Cell]] = {}
    for cell in _cells(subject, after if before is None else before, after):
        found.setdefault(cell.field.removesuffix(f"_{cell.language}"), []).append(cell)
    return [Row(cells) for cells in found.values() if any(cell.before or cell.after for cell in cells)]


def changes(subject: Subject, before: Snapshot, after: Snapshot) -> list[Row]:
    """Only the rows that differ."""
    return [row for row in rows(subject, before, after) if row.is_changed]


def _cells(subject: Subject, before: Snapshot, after: Snapshot) -> Iterator[Cell]:
    for field, label in subject.labels().items():
        old, new = before.get(field), after.get(field)
        was = subject.display(field, old)
        now = was if old == new else subject.display(field, new)
        is_list = isinstance(old, list) or isinstance(new, list)
        spans = list_spans(was, now) if is_list else word_spans(was, now)
        yield Cell(field, str(label), language_of(field), was, now, spans)


def language_of(field: str) -> str:
    """The language of a translated field by its name, as modeltranslation forms it; empty for all others."""
    return field[-2:] if field.endswith(("_de", "_cs")) else ""


def list_spans(before: str, after: str) -> list[Span]:
    """The entries of a list that stayed, went and came: one per line, or separated by commas."""
    return _spans(before, after, LINES if "\n" in before + after else ITEMS)


def word_spans(before: str, after: str) -> list[Span]:
    """The words that stayed, went and came, for a page that marks them."""
    too_long = len(WORDS.findall(before)) + len(WORDS.findall(after)) > LONGEST
    return _spans(before, after, LINES if too_long else WORDS)


def _spans(before: str, after: str, pieces: re.Pattern[str]) -> list[Span]:
    if before == after:
        return [("same", before)] if before else []
    old, new = pieces.findall(before), pieces.findall(after)
    spans: list[Span] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            spans.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            spans.append(("removed", "".join(old[a:b])))
        if c < d:
            spans.append(("added", "".join(new[c:d])))
    return spans
