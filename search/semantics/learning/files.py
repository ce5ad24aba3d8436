"""Writing what was learned, byte for byte the same for the same numbers."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from search.semantics.learned import DATA, MAP, Floats, LearnedMap

LARGEST = 127
TIME = (1980, 1, 1, 0, 0, 0)


def write_map(learned: LearnedMap, path: Path = MAP) -> None:
    """Write the file that `learned_map` reads."""
    names = "\n".join(sorted(learned.rows, key=learned.rows.__getitem__)).encode()
    _write(
        path,
        language=learned.language,
        centre=learned.centre.astype(np.float16),
        matrix=learned.matrix.astype(np.float16),
        table=learned.table,
        scale=learned.scale.astype(np.float16),
        rarity=learned.rarity.astype(np.float16),
        names=np.frombuffer(names, np.uint8),
    )


def write_categories(codes: list[str], vectors: Floats, path: Path = DATA / "categories.npz") -> None:
    """Write the vectors of texts that name a category, rounded to a byte."""
    scale = np.abs(vectors).max() / LARGEST
    rounded = np.rint(vectors / scale).astype(np.int8)
    _write(path, codes=np.array(codes, "S8"), vectors=rounded, scale=np.array(scale, np.float32))


def _write(path: Path, **arrays: Any) -> None:
    # not numpy.savez: it writes the time of day into the file
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = BytesIO()
            np.save(buffer, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", TIME), buffer.getvalue(), zipfile.ZIP_DEFLATED)
