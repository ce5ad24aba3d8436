"""The terms under which a word is found: its forms in both languages, and the parts of German compounds."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from threading import local

import simplemma
import snowballstemmer
from charsplit_fst import Splitter

from search.analysis.czech import root
from search.analysis.folding import fold, spell_out
from search.analysis.tokens import LONGEST_WORD

REMEMBERED_WORDS = 100_000
LONGEST_COMPOUND = 40
SHORTEST_PART = 4
SURE_SPLIT = 0.5
"""Score of the splitter above which a split is nearly always right."""


@lru_cache(REMEMBERED_WORDS)
def forms(word: str) -> tuple[str, ...]:
    """All terms of a lower-case word without its parts, folded, the word itself first.

    A word that only one of the languages knows is not bent by the rules of the other one, a number by none.
    """
    if not word.isalpha():
        return _terms([word])
    german, czech = _languages(word)
    found = [word, spell_out(word)]
    if german:
        found += german_forms(word)
    if czech:
        found += czech_forms(word)
    return _terms(found)


@lru_cache(REMEMBERED_WORDS)
def parts(word: str) -> tuple[str, ...]:
    """The two halves of a German compound, lower case, without short ones; none when it is not surely one."""
    word = word.replace("ß", "ss")
    if not 2 * SHORTEST_PART <= len(word) + 1 <= LONGEST_COMPOUND or not word.isalpha():
        return ()
    score, head, tail = _splitter().split_compound(word.capitalize())[0]
    if score <= SURE_SPLIT:
        return ()
    return tuple(half for half in (_without_joint(head.lower()), tail.lower()) if len(half) >= SHORTEST_PART)


@lru_cache(REMEMBERED_WORDS)
def all_parts(word: str) -> tuple[str, ...]:
    """The parts, their parts and so on: `wasserstofftechnik` gives wasserstoff, wasser, stoff and technik."""
    return tuple(piece for half in parts(word) for piece in (half, *all_parts(half)))


def warm_up() -> None:
    """Load the dictionaries, about two seconds and 180 MB, before the first reader waits for them."""
    forms("glas")
    parts("glasmacher")


def _terms(found: Iterable[str]) -> tuple[str, ...]:
    """Each once, letters and digits only (a decomposed letter may bring other signs), and not too long."""
    cleaned = ("".join(filter(str.isalnum, fold(term)))[:LONGEST_WORD] for term in found)
    return tuple(term for term in dict.fromkeys(cleaned) if term)


def _languages(word: str) -> tuple[bool, bool]:
    german = simplemma.is_known(word, "de") or simplemma.is_known(word.capitalize(), "de")
    czech = simplemma.is_known(word, "cs")
    return german or not czech, czech or not german


def german_forms(word: str) -> Iterator[str]:
    """A lower-case word and its lemma, each folded and as its stem, read as German."""
    noun = word.capitalize()
    lemma = simplemma.lemmatize(noun if simplemma.is_known(noun, "de") else word, "de").lower()
    for form in dict.fromkeys((lemma, word)):
        yield fold(form)
        yield fold(_stem(form, "german"))


def czech_forms(word: str) -> Iterator[str]:
    """The lemma, the stem and the roots of a lower-case word, folded, read as Czech."""
    lemma = simplemma.lemmatize(word, "cs").lower()
    yield fold(lemma)
    yield fold(_stem(lemma, "czech"))
    # the folded word, too: many readers type without accents
    for form in dict.fromkeys((fold(lemma), fold(word))):
        yield root(form)


def _without_joint(part: str) -> str:
    """Without the s that joins compounds: `zerspanungs` gives `zerspanung`."""
    return part[:-1] if part.endswith(("ungs", "heits", "keits", "schafts", "ions", "täts")) else part


@cache
def _splitter() -> Splitter:
    return Splitter()


_stemmers = local()


def _stem(word: str, language: str) -> str:
    # a stemmer works on its own attributes: each thread has its own
    stemmers = _stemmers.__dict__
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(language)
    return str(stemmers[language].stemWord(word))
