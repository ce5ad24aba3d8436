"""The vector of a text in the common space."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import cast

import numpy as np

from search.analysis import clean
from search.analysis import warm_up as warm_up_words
from search.semantics.features import features
from search.semantics.learned import CZECH, GERMAN, Floats, learned_map, unit
from search.semantics.model import LONGEST_TEXT, embeddings

DIMENSIONS = 192
REMEMBERED_TEXTS = 4096
"""Of questions, in each process: 3 MB."""


def vectors(texts: Sequence[str]) -> Floats:
    """Unit vectors, shape (texts, 192): near each other when the texts mean the same, in whichever language.

    Only the order of their products means something, not the number itself. A text that says nothing gets zeros.
    """
    learned, embedded = learned_map(), embeddings(texts)
    czech = learned.czech_score(embedded) > 0
    found = np.zeros((len(embedded), DIMENSIONS), np.float32)
    for language in (GERMAN, CZECH):
        own = np.flatnonzero(czech == bool(language))
        found[own] = learned.of_embeddings(embedded[own], language)
    for place, text in enumerate(texts):
        found[place] += learned.of_features(features(text[:LONGEST_TEXT], is_czech=bool(czech[place])))
    found[~embedded.any(axis=1)] = 0
    return unit(found)


@lru_cache(REMEMBERED_TEXTS)
def vector(text: str) -> Floats:
    """The vector of one short text such as a question, shape (192,); remembered, so do not write into it."""
    return cast("Floats", vectors([text])[0])


def combined(passages: Iterable[tuple[str, float]]) -> Floats | None:
    """One unit vector for passages with weights, shape (192,); None when none of them says something."""
    weighted = [(clean(text), weight) for text, weight in passages]
    weighted = [(text, weight) for text, weight in weighted if text]
    if not weighted:
        return None
    found = vectors([text for text, _weight in weighted])
    total = np.array([weight for _text, weight in weighted], np.float32) @ found
    return unit(total) if total.any() else None


def is_czech(text: str) -> bool:
    """Whether a text is rather Czech than German."""
    return bool(learned_map().czech_score(embeddings([text]))[0] > 0)


def warm_up() -> None:
    """Load dictionaries, map and model, about four seconds, before the first reader waits for them."""
    warm_up_words()
    vector("Glas")
