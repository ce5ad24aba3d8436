"""The parameters of an address: what is accepted, what is ignored, and addresses with changes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from django.http import QueryDict

from search import analysis
from search.choices import Sort

LONGEST_VALUE = 200
LONGEST_SHOWN = 40
LONGEST_NUMBER = 15
"""Digits: more than any row's id has, and no more than a column holds."""
Q, SORT, NEAR, PAGE = "q", "sort", "near", "page"


@dataclass(slots=True)
class Parameters:
    """What is asked for; `ignored` holds (parameter, value) of what nobody understands, fit to be shown."""

    text: str = ""
    sort: Sort | None = None
    near: str = ""
    selected: dict[str, list[str]] = field(default_factory=dict)
    """The chosen codes of every facet, in the facets' order."""
    ignored: list[tuple[str, str]] = field(default_factory=list)

    def ignore(self, name: str, value: str) -> None:
        """Remember that `value` had no effect."""
        shown = analysis.clean(value[: LONGEST_SHOWN * 2])
        self.ignored.append((name, f"{shown[:LONGEST_SHOWN]}…" if len(value) > LONGEST_SHOWN else shown))

    def query_string(self, **changes: object) -> str:
        """`?region=DED2D&sort=name` with some parameters set to a value or to a list, or removed by None."""
        values: dict[str, object] = {Q: self.text, **self.selected, NEAR: self.near, SORT: self.sort}
        values |= changes
        pairs = [
            f"{name}={quote_plus(str(item))}"
            for name, value in values.items()
            if value
            for item in (value if isinstance(value, list) else (value,))
        ]
        return f"?{'&'.join(pairs)}"

    def toggle(self, facet: str) -> Callable[[str], str]:
        """A function from a code of `facet` to the address with it chosen when it is not, and the other way round.

        A facet may have hundreds of codes, so all that they share is written once.
        """
        chosen = self.selected[facet]
        kept = self.query_string()
        start = kept if kept == "?" else f"{kept}&"

        def address(code: str) -> str:
            if code in chosen:
                return self.query_string(**{facet: [other for other in chosen if other != code]})
            return f"{start}{facet}={quote_plus(code)}"

        return address


def number_from(text: str | None, *, digits: int = LONGEST_NUMBER) -> int | None:
    """The number that an address or a form names with at most so many digits; None for everything else."""
    if text is None or len(text) > digits or not (text.isascii() and text.isdecimal()):
        return None
    return int(text)


def numbers_from(texts: Iterable[str], *, digits: int = LONGEST_NUMBER) -> list[int]:
    """The numbers that ticked boxes name, in their order; what is none is left out."""
    found = (number_from(text, digits=digits) for text in texts)
    return [number for number in found if number is not None]


def parameters(data: QueryDict, choices: Mapping[str, Mapping[str, str]]) -> Parameters:
    """What `data` asks for; `choices` holds the known codes of each facet."""
    asked = Parameters()
    asked.text = _line(asked, data, Q)
    asked.near = _line(asked, data, NEAR)
    sort = data.get(SORT, "")
    if sort in Sort.values:
        asked.sort = Sort(sort)
    elif sort:
        asked.ignore(SORT, sort)
    for name, known in choices.items():
        chosen = asked.selected[name] = []
        for code in dict.fromkeys(data.getlist(name)):
            if code in known:
                chosen.append(code)
            elif code:
                asked.ignore(name, code)
    return asked


def _line(asked: Parameters, data: QueryDict, name: str) -> str:
    """A typed text of one line; what is too long is cut and its rest ignored."""
    text = analysis.clean(data.get(name, ""))
    if len(text) > LONGEST_VALUE:
        asked.ignore(name, text[LONGEST_VALUE:])
    return text[:LONGEST_VALUE].strip()
