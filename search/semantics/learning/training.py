"""Learning by contrast: each text of a batch shall find its own partner among all (InfoNCE, van den Oord 2018)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from search.semantics.learned import Floats
from search.semantics.learning.bags import Bags
from search.semantics.learning.steps import Adam

EPOCHS = 14
BATCH = 1024
TEMPERATURE = 0.07
LEFT_OUT = 0.35
"""Share of the numbers and features that a step does not see, so that no single one is relied upon."""
EMBEDDING_LEFT_OUT = 0.1
"""Share of the texts that must be found by their words alone."""
RATE_OF_MATRIX, RATE_OF_TABLE = 1e-3, 1e-2
SLOWEST = 0.02
NEVER = -1e4

type Report = Callable[[int, float], None]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Texts of the same meaning: [0] German, [1] Czech; pairs of the same `meanings` number do not contrast."""

    embeddings: Floats
    """Centred, shape (2, pairs, 384)."""
    bags: tuple[Bags, Bags]
    meanings: NDArray[np.int64]


def train(pairs: Pairs, matrix: Floats, features: int, report: Report) -> tuple[Floats, Floats]:
    """The matrices, shape (2, 384, dimensions), and the table, shape (features, dimensions), that find most partners.

    `matrix` is where it starts and is changed. Deterministic: the seed is fixed, and numpy must run in one thread.
    """
    random = np.random.default_rng(0)
    dimensions = matrix.shape[-1]
    table = (random.standard_normal((features, dimensions)) * 0.5 / np.sqrt(dimensions)).astype(np.float32)
    optimizers = Adam(matrix[0], RATE_OF_MATRIX), Adam(matrix[1], RATE_OF_MATRIX), Adam(table, RATE_OF_TABLE)
    batches = len(pairs.meanings) // BATCH
    for epoch in range(EPOCHS):
        order = random.permutation(len(pairs.meanings))
        loss = 0.0
        for number in range(batches):
            slower = max(1 - (epoch * batches + number) / (EPOCHS * batches), SLOWEST)
            chosen = order[number * BATCH : (number + 1) * BATCH]
            loss += _step(pairs, chosen, matrix, table, optimizers, slower, random)
        report(epoch + 1, loss / batches)
    return matrix, table


def _step(
    pairs: Pairs,
    chosen: NDArray[np.int64],
    matrix: Floats,
    table: Floats,
    optimizers: tuple[Adam, Adam, Adam],
    slower: float,
    random: np.random.Generator,
) -> float:
    seen = [_seen(pairs.embeddings[side][chosen], random) for side in (0, 1)]
    bags = [pairs.bags[side].of(chosen) for side in (0, 1)]
    bags = [bag.thinned(random.random(len(bag.rows)) > LEFT_OUT) for bag in bags]
    mapped = [seen[side] @ matrix[side] + bags[side].sums(table) for side in (0, 1)]
    lengths = [np.linalg.norm(side, axis=1, keepdims=True) + 1e-6 for side in mapped]
    units = [side / length for side, length in zip(mapped, lengths, strict=True)]
    loss, gradient = _contrast(units[0], units[1], pairs.meanings[chosen])
    towards = (gradient @ units[1], gradient.T @ units[0])
    for side in (0, 1):
        along = (towards[side] * units[side]).sum(axis=1, keepdims=True) * units[side]
        change = (towards[side] - along) / lengths[side]
        optimizers[side].step(seen[side].T @ change, slower)
        rows, own = bags[side].spread(change)
        optimizers[2].step(own, slower, rows)
    return loss


def _seen(embeddings: Floats, random: np.random.Generator) -> Floats:
    kept = random.random(embeddings.shape, np.float32) > LEFT_OUT
    shown = random.random((len(embeddings), 1), np.float32) > EMBEDDING_LEFT_OUT
    return (embeddings * kept / np.float32(1 - LEFT_OUT) * shown).astype(np.float32)


def _contrast(german: Floats, czech: Floats, meanings: NDArray[np.int64]) -> tuple[float, Floats]:
    """Mean loss of both directions and its gradient by the products of all texts with all."""
    size = len(meanings)
    products = german @ czech.T / TEMPERATURE
    own = np.eye(size, dtype=np.float32)
    products[(meanings[:, None] == meanings) & (own == 0)] = NEVER
    forward, backward = _shares(products), _shares(products.T).T
    loss = -float(np.log(np.diag(forward) + 1e-9).mean())
    gradient = (forward + backward - 2 * own) / (2 * size * TEMPERATURE)
    return loss, gradient.astype(np.float32)


def _shares(products: Floats) -> Floats:
    raised = np.exp(products - products.max(axis=1, keepdims=True))
    return cast("Floats", raised / raised.sum(axis=1, keepdims=True))
