"""The learned map: a file of numbers, made by `manage.py learn_map` from pairs of German and Czech texts."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).resolve().parent / "data"
MAP = DATA / "map.npz"
GERMAN, CZECH = 0, 1

type Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class LearnedMap:
    """From embedding and features to the common space of both languages; the first axis of pairs is the language."""

    language: Floats
    """Weights and bias that tell Czech (positive) from German embeddings, shape (385,)."""
    centre: Floats
    """Mean embedding of each language, shape (2, 384)."""
    matrix: Floats
    """Shape (2, 384, dimensions)."""
    table: NDArray[np.int8]
    """A row for each feature, shape (features, dimensions), to be multiplied by `scale`."""
    scale: Floats
    rarity: Floats
    """Inverse document frequency of each feature."""
    rows: dict[str, int]

    def czech_score(self, embeddings: Floats) -> Floats:
        """Above 0 for texts that are rather Czech than German."""
        return cast("Floats", embeddings @ self.language[:-1] + self.language[-1])

    def of_embeddings(self, embeddings: Floats, language: int) -> Floats:
        """The part of the vectors that the embedding brings."""
        return cast("Floats", unit(embeddings - self.centre[language]) @ self.matrix[language])

    def of_features(self, features: dict[str, float]) -> Floats:
        """The part of a vector that the words bring; zeros when none is known."""
        known = [(row, weight) for name, weight in features.items() if (row := self.rows.get(name)) is not None]
        if not known:
            return np.zeros(self.table.shape[1], np.float32)
        places = np.array([row for row, _weight in known])
        weights = unit(np.array([weight for _row, weight in known], np.float32) * self.rarity[places])
        return cast("Floats", (weights * self.scale[places]) @ self.table[places].astype(np.float32))


def unit(vectors: Floats) -> Floats:
    """Each vector with length one; zeros stay zeros."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return cast("Floats", (vectors / np.maximum(length, 1e-9)).astype(np.float32))


@cache
def learned_map() -> LearnedMap:
    """The map of the repository, read once."""
    with np.load(MAP) as file:
        return LearnedMap(
            language=file["language"],
            centre=file["centre"].astype(np.float32),
            matrix=file["matrix"].astype(np.float32),
            table=file["table"],
            scale=file["scale"].astype(np.float32),
            rarity=file["rarity"].astype(np.float32),
            rows={name: row for row, name in enumerate(bytes(file["names"]).decode().split("\n"))},
        )


@cache
def map_version() -> str:
    """Changes with the file: vectors of different maps must not be compared."""
    return sha256(MAP.read_bytes()).hexdigest()[:8]
