"""Words of a text, each with all the ways in which another text may say the same."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from matching.scoring.basic import basic_form
from search.analysis.folding import fold
from search.analysis.forms import all_parts, forms
from search.analysis.tokens import WORD, tokens
from search.semantics.learned import learned_map

type Names = Callable[[str], Mapping[str, Collection[str]]]
"""Other names of the words and phrases of a text by the folded phrase; see `search.terms.expansions`."""
type Terms = Collection[str]
"""The folded forms and parts of all words of a text, as `search.analysis.vector` writes them."""

CHUNK = 24
"""Words that the term list is asked for at once; phrases do not go beyond."""
LONGEST_PHRASE = 4
SHORTEST_NUMBER = 4
"""Digits; shorter numbers stand in every text."""
UNKNOWN = 10.0
"""Rarity of a word that the learned texts never had."""
PART_COUNTS = 0.45
"""How much a part of a compound says in place of the whole."""
NAME_COUNTS = 0.9
"""How much another name says in place of the word itself."""


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of a word: what all of its words may look like."""

    written: str
    forms: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a phrase that the term list knows."""

    written: str
    basic: str
    """As a dictionary has it."""
    rarity: float
    forms: tuple[frozenset[str], ...]
    parts: tuple[frozenset[str], ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How a word stands in another text: 0 to 1, and under which other name, if it does."""

    word: Word
    strength: float
    name: str = ""
    quote: str = ""
    """The word as both texts say it; empty where they do not."""


def words_of(text: str, names: Names, language: str = "") -> tuple[Word, ...]:
    """The words of a text that say something, each once, longest names first, as they are written in `language`."""
    typed = [word for word in dict.fromkeys(tokens(text)) if _says_something(word)]
    written = {match[0].lower(): match[0] for match in WORD.finditer(text)}
    found: list[Word] = []
    for start in range(0, len(typed), CHUNK):
        chunk = typed[start : start + CHUNK]
        found += _words(chunk, names(" ".join(chunk)), names, written, language)
    return tuple(found)


def found_in(words: Iterable[Word], terms: Terms) -> list[Found]:
    """Each word with how well a text of these terms says it."""
    return [_found(word, terms) for word in words]


def share(found: Iterable[Found]) -> float:
    """How much of what a text says the other one says, too: 0 to 1, rare words count more."""
    rows = list(found)
    total = sum(row.word.rarity for row in rows)
    return sum(row.strength * row.word.rarity for row in rows) / total if total else 0.0


def _words(
    chunk: list[str], known: Mapping[str, Collection[str]], names: Names, written: Mapping[str, str], language: str
) -> Iterator[Word]:
    left = list(chunk)
    while left:
        length = next((n for n in range(min(LONGEST_PHRASE, len(left)), 0, -1) if _key(left[:n]) in known), 1)
        phrase, left = left[:length], left[length:]
        others = list(known.get(_key(phrase), ()))
        pieces = all_parts(phrase[0]) if length == 1 and not others else ()
        if pieces:
            others = [name for found in names(" ".join(pieces)).values() for name in found]
        typed = " ".join(written.get(word, word) for word in phrase)
        yield Word(
            typed,
            basic_form(typed, language),
            sum(rarity(word) for word in phrase),
            tuple(frozenset(forms(word)) for word in phrase),
            tuple(frozenset(forms(piece)) for piece in pieces),
            tuple(name for other in others if (name := _name(other)).forms),
        )


def _key(phrase: list[str]) -> str:
    return " ".join(forms(word)[0] for word in phrase)


@lru_cache(20_000)
def _name(text: str) -> Name:
    return Name(text, tuple(frozenset(forms(word)) for word in tokens(text)))


def _found(word: Word, terms: Terms) -> Found:
    if _all_in(word.forms, terms):
        return Found(word, 1.0, quote=word.basic if _says(terms, word.basic) else word.written)
    # of a compound only the names of its parts are known, so that they say no more than the part
    counts = PART_COUNTS if word.parts else NAME_COUNTS
    name = next((name.written for name in word.names if _all_in(name.forms, terms)), "")
    own = sum(not piece.isdisjoint(terms) for piece in word.parts)
    if len(word.parts) > 1 and own == len(word.parts):
        return Found(word, NAME_COUNTS)
    if name:
        return Found(word, counts, "" if word.parts else name)
    return Found(word, PART_COUNTS if own else 0.0)


def _says(terms: Terms, text: str) -> bool:
    return _all_in(tuple(frozenset(forms(word)) for word in tokens(text)), terms)


def _all_in(needed: tuple[frozenset[str], ...], terms: Terms) -> bool:
    return bool(needed) and all(not forms_of_one.isdisjoint(terms) for forms_of_one in needed)


def _says_something(word: str) -> bool:
    return len(word) > 1 and (not word.isdigit() or len(word) >= SHORTEST_NUMBER)


@lru_cache(50_000)
def rarity(word: str) -> float:
    """How rare a word is in texts about products: that of its commonest form."""
    learned = learned_map()
    rows = [learned.rows.get(f"w:{fold(word)}"), *(learned.rows.get(f"s:{form}") for form in forms(word))]
    known = [float(learned.rarity[row]) for row in rows if row is not None]
    return min(known) if known else UNKNOWN
