"""Where the learning starts: the linear map that lets the embeddings of pairs agree best."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.semantics.learned import Floats

RIDGE = 0.3
"""Added to the variances as a share of their mean, against chance agreement."""


def correlated(german: Floats, czech: Floats, dimensions: int) -> Floats:
    """Two matrices, shape (2, 384, dimensions), after which pairs agree (canonical correlation, Hotelling 1936).

    `german` and `czech` are centred embeddings, row by row of the same meaning. Mapped vectors have length one on
    average.
    """
    sides = (german, czech)
    whitening = [_inverse_root(side.T @ side / len(side)) for side in sides]
    left, strength, right = np.linalg.svd(whitening[0] @ (german.T @ czech / len(german)) @ whitening[1])
    matrices = (whitening[0] @ left * strength**0.5, whitening[1] @ right.T * strength**0.5)
    return np.stack(
        [
            matrix[:, :dimensions] / np.linalg.norm(side @ matrix[:, :dimensions], axis=1).mean()
            for side, matrix in zip(sides, matrices, strict=True)
        ]
    ).astype(np.float32)


def _inverse_root(covariance: NDArray[Any]) -> NDArray[np.float64]:
    size = len(covariance)
    values, vectors = np.linalg.eigh(covariance + RIDGE * np.trace(covariance) / size * np.eye(size))
    root: NDArray[np.float64] = vectors @ np.diag(values**-0.5) @ vectors.T
    return root
