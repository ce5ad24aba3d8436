"""Adam, the usual way to follow gradients (Kingma and Ba 2015), for whole arrays and for some of their rows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.semantics.learned import Floats

MEMORY, MEMORY_OF_SQUARES, SMALL = 0.9, 0.999, 1e-8


class Adam:
    """Changes one array step by step."""

    def __init__(self, array: Floats, rate: float) -> None:
        self.array, self.rate, self.count = array, rate, 0
        self.mean, self.square = np.zeros_like(array), np.zeros_like(array)

    def step(self, gradient: Floats, slower: float, rows: NDArray[np.int64] | None = None) -> None:
        """One step against `gradient` (of `rows` only), with the rate times `slower`."""
        self.count += 1
        at: Any = slice(None) if rows is None else rows
        self.mean[at] = MEMORY * self.mean[at] + (1 - MEMORY) * gradient
        self.square[at] = MEMORY_OF_SQUARES * self.square[at] + (1 - MEMORY_OF_SQUARES) * gradient * gradient
        mean = self.mean[at] / (1 - MEMORY**self.count)
        square = self.square[at] / (1 - MEMORY_OF_SQUARES**self.count)
        self.array[at] -= self.rate * slower * mean / (np.sqrt(square) + SMALL)
