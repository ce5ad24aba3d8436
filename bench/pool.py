"""The pool: the texts of the demo's entries and labels of categories, analysed and read for their meaning once.

Runs in a process that knows the site (`bench.database.with_django`). Writes the table `bench_part`, from which
`bench.mixing` makes entries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from glokal.environment import VAR_DIR
from organisations.models import Capability
from organisations.reference import capability_names
from search import analysis
from search.models import Word
from search.passages import Passages, passages
from search.registry import sources
from search.semantics import DIMENSIONS

CATEGORY = "category"
CATEGORIES, NEAR_CATEGORIES = 300, 12
NEIGHBOURS = 8
SEED = 20
type Floats = NDArray[np.float32]

TABLE = """
    DROP TABLE IF EXISTS bench_part;
    CREATE TABLE bench_part (
        kind text, id bigint, neighbours bigint[], categories bigint[],
        title_terms tsvector, text_terms tsvector, meaning vector,
        code text, label_de text, label_cs text, facets text[], PRIMARY KEY (kind, id)
    )
"""
INSERT = "INSERT INTO bench_part VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(slots=True)
class Part:
    """The texts of one entry or category, ready to be mixed."""

    kind: str
    id: int
    title_terms: str
    text_terms: str
    passages: Passages
    code: str = ""
    label_de: str = ""
    label_cs: str = ""
    facets: Sequence[str] = ()


def build() -> None:
    """Write the table; texts whose vectors are kept in `var/bench/` are not read again."""
    parts = [part for part in (*_entries(), *_categories()) if part.passages.fingerprint]
    meanings = _meanings(parts)
    rows = [
        (part.kind, part.id, *near, part.title_terms, part.text_terms, str(meaning.tolist()),
         part.code, part.label_de, part.label_cs, list(part.facets))
        for part, meaning, near in zip(parts, meanings, _neighbours(parts, meanings), strict=True)
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.executemany(INSERT, rows)


def _entries() -> Iterator[Part]:
    """All entries of the demo that can be found."""
    for source in sources():
        for data in source.documents(sorted(source.published_ids())):
            titles = dict.fromkeys((data.title, data.title_de, data.title_cs))
            yield Part(
                source.kind,
                data.object_id,
                analysis.vector((title, "A") for title in titles),
                analysis.vector(data.texts),
                passages(data, with_title=source.names_mean_something),
            )


def _categories() -> Iterator[Part]:
    known = capability_names()
    codes = Random(SEED).sample(sorted(known), CATEGORIES)  # noqa: S311 - the same ones each time
    words: set[str] = set()
    for number, capability in enumerate(Capability.objects.filter(pk__in=codes).order_by("pk")):
        labels = (capability.name_de, capability.name_cs)
        words |= analysis.vocabulary(labels)
        yield Part(
            CATEGORY,
            number,
            "",
            analysis.vector((label, "B") for label in labels),
            Passages(tuple((label, 1.0) for label in labels), ()),
            capability.pk,
            *labels,
            [f"cpv:{code}" for code in capability.ancestors if code in known],
        )
    Word.objects.bulk_create([Word(word=word) for word in sorted(words)], ignore_conflicts=True)


def _meanings(parts: Sequence[Part]) -> Floats:
    """The vector of each part by the site's own function, or as it was kept."""
    file = Path(VAR_DIR) / "bench" / "vectors.npz"
    kept: dict[str, Floats] = {}
    if file.exists():
        with np.load(file) as read:
            kept = dict(zip(read["marks"].tolist(), read["vectors"], strict=True))
    found = {
        (mark := part.passages.fingerprint): kept[mark] if mark in kept else _vector(part.passages) for part in parts
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez(file, marks=np.array(list(found)), vectors=np.array(list(found.values()), np.float32))
    return np.array([found[part.passages.fingerprint] for part in parts], np.float32)


def _vector(passages: Passages) -> Floats:
    vector = passages.vector()
    return np.zeros(DIMENSIONS, np.float32) if vector is None else vector


def _neighbours(parts: Sequence[Part], meanings: Floats) -> Iterator[tuple[list[int], list[int]]]:
    """For each part the ids of others of its kind and of categories that are nearest in meaning.

    What is mixed shall belong together.
    """
    for part, meaning in zip(parts, meanings, strict=True):
        near = [parts[number] for number in np.argsort(-(meanings @ meaning), kind="stable")]
        alike = [other.id for other in near if other.kind == part.kind and other is not part]
        yield alike[:NEIGHBOURS], [other.id for other in near if other.kind == CATEGORY][:NEAR_CATEGORIES]
