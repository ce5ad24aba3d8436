"""What a participant has typed, as the search and the matching read texts."""

from functools import lru_cache

from matching.scoring.words import Names, Word, found_in, words_of
from search.analysis.forms import all_parts, forms
from search.analysis.tokens import tokens

REMEMBERED = 2_000
"""Texts; more than the people of several exchanges have typed."""


@lru_cache(REMEMBERED)
def terms_of(text: str) -> frozenset[str]:
    """The folded forms of all words and of the parts of compounds, as `search.analysis.vector` writes them."""
    words = {form for word in tokens(text) for form in (word, *all_parts(word))}
    return frozenset(form for word in words for form in forms(word))


def asked_words(text: str, names: Names) -> tuple[Word, ...]:
    """The words of a question with their other names."""
    return words_of(text, names)


def says_all(words: tuple[Word, ...], text: str) -> bool:
    """Whether a text says every word: in any form, as part of a compound, or under another name."""
    return all(found.strength > 0 for found in found_in(words, terms_of(text)))
