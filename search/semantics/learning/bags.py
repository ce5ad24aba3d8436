"""Many texts' features as arrays, and the sum of the rows they stand for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.semantics.learned import Floats, unit

RAREST = 4
"""Texts in which a feature must stand; what is rarer cannot be learned."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The features that are learned, and how rare they are."""

    rows: dict[str, int]
    rarity: Floats


@dataclass(frozen=True, eq=False)
class Bags:
    """Known features of texts: those of text n are `rows[ends[n]:ends[n + 1]]`, with unit weights."""

    rows: NDArray[np.int64]
    weights: Floats
    ends: NDArray[np.int64]

    def of(self, texts: NDArray[np.int64]) -> "Bags":
        """Only these texts, in this order."""
        lengths = self.ends[texts + 1] - self.ends[texts]
        ends = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(self.ends[texts] - ends[:-1], lengths) + np.arange(ends[-1])
        return Bags(self.rows[places], self.weights[places], ends)

    def thinned(self, kept: NDArray[np.bool_]) -> "Bags":
        """With the features that are not `kept` left out."""
        return Bags(self.rows, np.where(kept, self.weights, 0).astype(np.float32), self.ends)

    def sums(self, table: Floats) -> Floats:
        """The weighted sum of each text's rows of `table`."""
        gathered = np.concatenate([table[self.rows] * self.weights[:, None], np.zeros((1, table.shape[1]), np.float32)])
        found = np.add.reduceat(gathered, self.ends[:-1], axis=0)
        found[self.ends[1:] == self.ends[:-1]] = 0
        return found

    def spread(self, gradient: Floats) -> tuple[NDArray[np.int64], Floats]:
        """The other way round: which rows of the table have a gradient, and that gradient."""
        texts = np.repeat(np.arange(len(self.ends) - 1), self.ends[1:] - self.ends[:-1])
        order = np.argsort(self.rows, kind="stable")
        rows, starts = np.unique(self.rows[order], return_index=True)
        return rows, np.add.reduceat((gradient[texts] * self.weights[:, None])[order], starts, axis=0)


def vocabulary_of(texts: Sequence[Mapping[str, float]]) -> Vocabulary:
    """The features that stand in enough of these texts."""
    number = Counter(name for features in texts for name in features)
    names = sorted(name for name, count in number.items() if count >= RAREST)
    rarity = np.log(len(texts) / np.array([number[name] for name in names], np.float32))
    return Vocabulary({name: row for row, name in enumerate(names)}, rarity.astype(np.float32))


def bags_of(texts: Sequence[Mapping[str, float]], vocabulary: Vocabulary) -> Bags:
    """The known features of each text with weights by rarity."""
    rows: list[NDArray[np.int64]] = []
    weights: list[Floats] = []
    for features in texts:
        known = {vocabulary.rows[name]: weight for name, weight in features.items() if name in vocabulary.rows}
        own = np.array(list(known), np.int64)
        rows.append(own)
        weights.append(unit(np.array(list(known.values()), np.float32) * vocabulary.rarity[own]))
    ends = np.concatenate([[0], np.cumsum([len(own) for own in rows])])
    return Bags(np.concatenate(rows), np.concatenate(weights), ends)
