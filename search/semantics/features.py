"""Words of a text as features: whole words, stems, parts of compounds and groups of four letters.

They know what the embedding model blurs: rare words of a trade, and what German and Czech words have in common.
"""

from collections import defaultdict
from functools import lru_cache

from search.analysis.folding import fold
from search.analysis.forms import all_parts, czech_forms, german_forms
from search.analysis.tokens import tokens

GRAM = 4
PART_WEIGHT = 0.8
MOST_WORDS = 120
REMEMBERED_WORDS = 50_000


def features(text: str, *, is_czech: bool) -> dict[str, float]:
    """The features of a text with their weights, which add up over its words."""
    found: defaultdict[str, float] = defaultdict(float)
    for place, word in enumerate(tokens(text)):
        if place == MOST_WORDS:
            break
        for name, weight in _of_word(word, is_czech):
            found[name] += weight
    return dict(found)


@lru_cache(REMEMBERED_WORDS)
def _of_word(word: str, is_czech: bool) -> tuple[tuple[str, float], ...]:
    folded = fold(word)
    found = {f"w:{folded}": 1.0}
    if is_czech:
        found |= {f"s:{form}": 1.0 for form in czech_forms(word)}
    else:
        found |= {f"s:{form}": PART_WEIGHT for part in all_parts(word) for form in german_forms(part)}
        found |= {f"s:{form}": 1.0 for form in german_forms(word)}
    framed = f"^{folded}$"
    grams = [framed[start : start + GRAM] for start in range(len(framed) - GRAM + 1)]
    for gram in grams:
        found[f"g:{gram}"] = found.get(f"g:{gram}", 0) + len(grams) ** -0.5
    return tuple(found.items())
