"""Templates for what stands on a page many times: rendered once for each shape, then only filled with values."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

type Value = str | Sequence[str]
type About = Callable[[], Mapping[str, object]]
type Parts = tuple[str, list[tuple[str, int, str]]]

MOST_SHAPES = 2000
ONLY = -1
# characters for private use: no template contains them, and escaping leaves them alone
HOLE = re.compile("\ue000(\\w+):(-?\\d+)\ue001")
SPACE = re.compile(r"\s*\n\s*")


class Stencil:
    """A template whose values are cut out, kept in each process for each language and shape.

    Values go into the holes, escaped as the template would do it. The template may print a value and ask whether it
    is there, nothing else; whatever changes the markup otherwise belongs to the shape.
    """

    def __init__(self, template: str) -> None:
        self._template = template
        self._kept: dict[object, Parts] = {}

    def fill(self, values: Mapping[str, Value], about: About = dict, /, **shape: object) -> SafeString:
        """The template with these values; what `shape` holds can be hashed and takes few values.

        `about` tells the template what follows from the shape, and is asked only once for each.
        """
        there = tuple([not value if isinstance(value, str) else len(value) for value in values.values()])
        key = get_language(), tuple(values), there, tuple(shape.items())
        start, parts = self._kept.get(key) or self._cut(key, values, {**about(), **shape})
        return SafeString(start + "".join(_filled(parts, values)))

    def _cut(self, key: object, values: Mapping[str, Value], shape: Mapping[str, object]) -> Parts:
        context = {name: _holes(name, value) for name, value in values.items()}
        text = SPACE.sub("\n", render_to_string(self._template, {**context, **shape})).strip()
        start, *rest = HOLE.split(text)
        parts = [(rest[at], int(rest[at + 1]), rest[at + 2]) for at in range(0, len(rest), 3)]
        if len(self._kept) >= MOST_SHAPES:
            self._kept.clear()
        if not settings.DEBUG:  # where templates change while the process runs
            self._kept[key] = start, parts
        return start, parts


def _holes(name: str, value: Value) -> Value:
    if isinstance(value, str):
        return _hole(name, ONLY) if value else ""
    return [_hole(name, index) for index in range(len(value))]


def _hole(name: str, index: int) -> SafeString:
    return SafeString(f"\ue000{name}:{index}\ue001")


def _filled(parts: list[tuple[str, int, str]], values: Mapping[str, Value]) -> Iterator[str]:
    for name, index, after in parts:
        value = values[name]
        text = value if isinstance(value, str) else value[index]
        yield text if isinstance(text, SafeString) else escape(text)
        yield after
