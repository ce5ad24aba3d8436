"""The terms of a document as PostgreSQL's tsvector."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal

from search.analysis.forms import REMEMBERED_WORDS, all_parts, forms
from search.analysis.tokens import MOST_WORDS, tokens

type Weight = Literal["A", "B", "C", "D"]

# the limits of PostgreSQL's type
POSITIONS_PER_TERM = 255
LARGEST_VECTOR = 1_000_000
"""Bytes, a little less than the 1 MB that PostgreSQL takes."""
BYTES_PER_POSITION = 4
BYTES_PER_TERM = 8


def vector(texts: Iterable[tuple[str, Weight]]) -> str:
    """The literal of a tsvector with the terms of all texts, their places and their weights A (best) to D.

    What lies beyond PostgreSQL's limits is left out, the end of the last texts first.
    """
    places: dict[str, list[str]] = {}
    size = 0
    for position, (word, weight) in enumerate(islice(_words(texts), MOST_WORDS), start=1):
        place = f"{position}{weight}"
        for term in _terms(word):
            found = places.setdefault(term, [])
            if not found:
                size += len(term.encode()) + BYTES_PER_TERM
            if len(found) < POSITIONS_PER_TERM:
                found.append(place)
                size += BYTES_PER_POSITION
        if size > LARGEST_VECTOR:
            break
    # terms are letters and digits only, so that nothing in them needs escaping
    return " ".join(f"'{term}':{','.join(found)}" for term, found in places.items())


def _words(texts: Iterable[tuple[str, Weight]]) -> Iterator[tuple[str, Weight]]:
    for text, weight in texts:
        for word in tokens(text):
            yield word, weight


@lru_cache(REMEMBERED_WORDS)
def _terms(word: str) -> tuple[str, ...]:
    of_parts = (term for part in all_parts(word) for term in forms(part))
    return tuple(dict.fromkeys((*forms(word), *of_parts)))
