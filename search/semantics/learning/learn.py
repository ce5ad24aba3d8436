"""From pairs of texts to the map, and how well it does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.semantics.features import features
from search.semantics.learned import CZECH, GERMAN, Floats, LearnedMap, unit
from search.semantics.learning.bags import bags_of, vocabulary_of
from search.semantics.learning.correlation import correlated
from search.semantics.learning.training import Pairs, Report, train
from search.semantics.meaning import DIMENSIONS

LARGEST = 127


@dataclass(frozen=True, slots=True)
class Pair:
    """A German and a Czech text with the same meaning; pairs with the same number mean the same."""

    german: str
    czech: str
    meaning: int


def learn(pairs: Sequence[Pair], german: Floats, czech: Floats, report: Report) -> LearnedMap:
    """The map of these pairs; `german` and `czech` are the embeddings of their texts, shape (pairs, 384)."""
    words = [
        [features(pair.german, is_czech=False) for pair in pairs],
        [features(pair.czech, is_czech=True) for pair in pairs],
    ]
    vocabulary = vocabulary_of(words[GERMAN] + words[CZECH])
    bags = bags_of(words[GERMAN], vocabulary), bags_of(words[CZECH], vocabulary)
    centre = np.stack([german.mean(axis=0), czech.mean(axis=0)])
    centred = np.stack([unit(german - centre[GERMAN]), unit(czech - centre[CZECH])])
    start = correlated(centred[GERMAN], centred[CZECH], DIMENSIONS)
    meanings = np.array([pair.meaning for pair in pairs])
    matrix, table = train(Pairs(centred, bags, meanings), start, len(vocabulary.rows), report)
    rounded, scale = _in_bytes(table)
    return LearnedMap(
        language=_language(german, czech),
        centre=centre.astype(np.float16).astype(np.float32),
        matrix=matrix.astype(np.float16).astype(np.float32),
        table=rounded,
        scale=scale,
        rarity=vocabulary.rarity,
        rows=vocabulary.rows,
    )


def _language(german: Floats, czech: Floats) -> Floats:
    """The direction that parts the languages best, and where its zero lies (linear discriminant analysis)."""
    middle = german.mean(axis=0), czech.mean(axis=0)
    spread = np.cov((german - middle[0]).T) + np.cov((czech - middle[1]).T) + 1e-4 * np.eye(german.shape[1])
    direction = np.linalg.solve(spread, middle[1] - middle[0])
    return np.append(direction, -(middle[0] + middle[1]) @ direction / 2).astype(np.float32)


def _in_bytes(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    scale = (np.abs(table).max(axis=1) / LARGEST).astype(np.float16).astype(np.float32)
    rounded = np.rint(table / np.maximum(scale, 1e-9)[:, None])
    return np.clip(rounded, -LARGEST, LARGEST).astype(np.int8), scale


def recall(questions: Floats, answers: Floats) -> dict[str, float]:
    """Shares of questions whose own answer is the first (r1) or among ten (r10), and the mean reciprocal rank."""
    products = questions @ answers.T
    own = np.diag(products)[:, None]
    ranks = (products > own).sum(axis=1) + ((products == own).sum(axis=1) - 1) / 2
    shares = {"r1": (ranks < 1).mean(), "r10": (ranks < 10).mean(), "mrr": (1 / (ranks + 1)).mean()}
    return {name: round(float(share), 3) for name, share in shares.items()}
