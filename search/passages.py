"""What of a thing is read for its meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from search.registry import DocumentData
from search.semantics import combined, map_version
from search.semantics.categories import vector_of_codes
from search.semantics.learned import Floats, unit

# how much each part counts in the vector
TITLE = 1.0
SUMMARY = 1.0
DESCRIPTION = 0.6
CATEGORIES = 0.6
LONGEST_PASSAGE = 400
"""Characters, about a third of a second of work; what a thing is stands at the beginning."""
CPV = "cpv:"
DIVISION = 2  # digits


@dataclass(frozen=True, slots=True)
class Passages:
    """The parts of a thing that say what it is: texts with their weights, and the codes of its categories."""

    texts: tuple[tuple[str, float], ...]
    codes: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Changes when they change, or the map that gives them their place; empty when there are none."""
        if not self.texts and not self.codes:
            return ""
        return sha256(repr((map_version(), self.texts, self.codes)).encode(errors="replace")).hexdigest()[:40]

    def vector(self) -> Floats | None:
        """Their place among all meanings; None when they say nothing.

        The categories bring their names in both languages, so that a text is also near everything that carries the
        categories it names.
        """
        of_texts, of_codes = combined(self.texts), vector_of_codes(self.codes)
        if of_texts is None or of_codes is None:
            return of_codes if of_texts is None else of_texts
        return unit(of_texts + CATEGORIES * of_codes)


def passages(data: DocumentData, *, with_title: bool) -> Passages:
    """The passages of one thing, in the language in which they were written."""
    texts = ((text.strip()[:LONGEST_PASSAGE], weight) for text, weight in _texts(data, with_title))
    return Passages(tuple((text, weight) for text, weight in texts if text), tuple(_codes(data)))


def _texts(data: DocumentData, with_title: bool) -> Iterator[tuple[str, float]]:
    if with_title:
        yield data.title, TITLE
    is_czech = data.original_language == "cs"
    yield (data.summary_cs or data.summary_de if is_czech else data.summary_de or data.summary_cs), SUMMARY
    yield max((text for text, weight in data.texts if weight == "C"), key=len, default=""), DESCRIPTION


def _codes(data: DocumentData) -> Iterator[str]:
    """The most exact codes: among the facets are also all wider ones."""
    codes = sorted(facet.removeprefix(CPV) for facet in data.facets if facet.startswith(CPV))
    for code in codes:
        # of a division such as 30000000 the zero belongs to its number
        beginning = code[:DIVISION] + code[DIVISION:].rstrip("0")
        if not any(other != code and other.startswith(beginning) for other in codes):
            yield code
