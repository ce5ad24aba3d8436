"""Which CPV categories a text is near to, judged by their labels in both languages and by the terms that name them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from search.semantics.learned import DATA, Floats, unit
from search.semantics.meaning import vectors

FILE = DATA / "categories.npz"
# dashes and marks that part the name of a project from what is wanted: "Neubau Schule – Los 14: Estricharbeiten"
SEAMS = re.compile(r"\s[–—-]\s|[:;,()„“\"/\n]|\.\s|\b(?:Los|část)\s*\d+\w*", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]")
SHORTEST = 3  # letters of a piece that is read by itself
MOST_PIECES = 6
LONGEST_TITLE, LONGEST_DESCRIPTION = 300, 600  # characters that are read: somebody waits for the answer
# found by measuring on the check set of docs/semantics.md
TITLE, DESCRIPTION, PIECE_OF_TITLE, PIECE_OF_DESCRIPTION = 1.0, 0.5, 0.7, 0.3
RELATIVES = ((3, 0.3), (2, 0.3))
"""Digits of the group and of the division, and how much the nearness of all its codes counts for each."""
SHARPNESS = 0.15


@dataclass(frozen=True, eq=False)
class Categories:
    """All codes in their order, and the vectors of the names that lead to them."""

    codes: list[str]
    names: Floats
    owner: NDArray[np.int64]
    """The place in `codes` of each name's category."""

    def nearness(self, found: Floats) -> Floats:
        """Of each vector to the best name of each code, shape (vectors, codes)."""
        products = found @ self.names.T
        best = np.full((len(found), len(self.codes)), -1, np.float32)
        for row, own in zip(best, products, strict=True):
            np.maximum.at(row, self.owner, own)
        return best


@cache
def categories() -> Categories:
    """The categories of the repository's file, read once."""
    with np.load(FILE) as file:
        of_names = [code.decode() for code in file["codes"]]
        names = file["vectors"].astype(np.float32) * file["scale"]
    codes = sorted(set(of_names))
    places = {code: place for place, code in enumerate(codes)}
    return Categories(codes, names, np.array([places[code] for code in of_names]))


def vector_of_codes(codes: Collection[str]) -> Floats | None:
    """The middle of the names of these codes, a unit vector of shape (192,); None when none is known."""
    known = categories()
    wanted = [place for place, code in enumerate(known.codes) if code in codes]
    if not wanted:
        return None
    return unit(known.names[np.isin(known.owner, wanted)].sum(axis=0))


def ranked_categories(text: str, most: int) -> list[tuple[str, float]]:
    """The nearest codes with how near they are, the nearest first; none when the text says nothing.

    The first line counts as the title. A text is read as a whole and in pieces, as it often says in one of many what
    is meant; a code also gains when the others of its group and division are near.
    """
    passages = list(_passages(text))
    found = vectors([passage for passage, _kind in passages])
    if not found.any():
        return []
    known, total = categories(), np.zeros(len(categories().codes), np.float32)
    nearness = known.nearness(found)
    for weight in dict.fromkeys(kind for _passage, kind in passages):
        own = [row for row, (_passage, kind) in zip(nearness, passages, strict=True) if kind == weight]
        total += weight * np.max(own, axis=0)
    total = total + sum(share * _of_relatives(total, digits) for digits, share in RELATIVES)
    order = np.argsort(-total, kind="stable")[:most]
    return [(known.codes[place], float(total[place])) for place in order]


def _passages(text: str) -> Iterator[tuple[str, float]]:
    title, _line, description = text.strip().partition("\n")
    title, description = title[:LONGEST_TITLE], description[:LONGEST_DESCRIPTION]
    yield title, TITLE
    if description.strip():
        yield description, DESCRIPTION
    yield from ((piece, PIECE_OF_TITLE) for piece in _pieces(title))
    yield from ((piece, PIECE_OF_DESCRIPTION) for piece in _pieces(description))


def _pieces(text: str) -> list[str]:
    pieces = [piece.strip() for piece in SEAMS.split(text)]
    pieces = [piece for piece in pieces if len(LETTERS.findall(piece)) >= SHORTEST][:MOST_PIECES]
    return pieces if pieces != [text.strip()] else []


@cache
def _relatives(digits: int) -> NDArray[np.int64]:
    """For each code a number that it shares with its relatives."""
    return np.unique([code[:digits] for code in categories().codes], return_inverse=True)[1]


def _of_relatives(total: Floats, digits: int) -> Floats:
    """A soft maximum of `total` over all codes with the same first digits."""
    relatives = _relatives(digits)
    sums = np.bincount(relatives, weights=np.exp((total - total.max()) / SHARPNESS))
    shared: Floats = (np.log(sums + 1e-9) * SHARPNESS)[relatives].astype(np.float32)
    return shared
