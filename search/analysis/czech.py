"""Roots of Czech words that were typed without accents, which the usual stemmers need."""

from collections.abc import Iterable

# longest first; folded
INFLECTIONS = (
    *("iho", "eho", "emu", "imu", "ymi", "imi", "ich", "ych", "ami", "emi", "ach", "ech", "ich", "ovi", "ove"),
    *("um", "em", "im", "ym", "ou", "am"),
    *("a", "e", "i", "o", "u", "y"),
)
# of what is left: vstrikovani, vstrikovaci, vstrikovat; sklarsky, sklarstvi, sklar; liberecky, Liberec
DERIVATIONS = (
    *(("ovan", ""), ("ovac", ""), ("ovat", ""), ("enstv", ""), ("arensk", "ar"), ("arn", "ar")),
    *(("stv", ""), ("ctv", "c"), ("sk", ""), ("ck", "c")),
    *(("an", ""), ("ac", ""), ("at", ""), ("en", ""), ("ec", ""), ("et", "")),
)
SHORTEST_ROOT = 4


def root(word: str) -> str:
    """What the forms and the nearest derivations of a folded Czech word have in common, at least four letters."""
    stem = _without(word, ((ending, "") for ending in INFLECTIONS))
    return _without(stem, DERIVATIONS)


def _without(word: str, endings: Iterable[tuple[str, str]]) -> str:
    for ending, instead in endings:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST_ROOT:
            return word.removesuffix(ending) + instead
    return word
