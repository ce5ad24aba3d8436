"""Words of names as they are compared: what the dictionary knows by its basic form, anything else by stems."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from bilingual.choices import Language
from search.analysis.dictionary import basic_form, knows
from search.analysis.folding import clean, fold
from search.analysis.forms import forms
from search.analysis.tokens import WORD, tokens


@dataclass(frozen=True, slots=True)
class WordKey:
    """A word read in one language."""

    exact: tuple[str, ...]
    """The word and its basic form, in lower case with accents."""
    folded: tuple[str, ...]
    """The word, its basic forms and stems without accents, the nearest first."""

    def __str__(self) -> str:
        return f"{'|'.join(self.exact)}/{'|'.join(self.folded)}"


def keys_of(names: Iterable[str], language: Language) -> list[str]:
    """The key of each name: its words as `word|basic form/folded|stem`, divided by blanks.

    Kept with the term, because working out the forms of all terms takes seconds. Empty for a name that must not be
    found: where only one of several words says something, it would stand for all of them.
    """
    return [_key(name, list(tokens(name)), language) for name in names]


def all_keys(de: Iterable[str], cs: Iterable[str]) -> list[str]:
    """The keys of a term: those of its German names, then those of its Czech ones."""
    return keys_of(de, Language.DE) + keys_of(cs, Language.CS)


@lru_cache(20_000)
def key_of(word: str, language: Language) -> WordKey:
    """Of a word as `search.analysis.tokens` gives it."""
    return WordKey(tuple(dict.fromkeys((word, basic_form(word, language)))), forms(word))


@lru_cache(20_000)
def readings(word: str) -> tuple[tuple[Language, WordKey], ...]:
    """How a typed word is compared with names of each language.

    With its stems only where no dictionary knows it: `rahmen` is not `Rahm`, but `zerspanungsteilen` has no other way.
    A language that does not know it while the other one does still finds it without its accents: `kola` is Czech, too.
    """
    known = [language for language in Language if knows(word, language)]
    return tuple((language, _reading(word, language, known)) for language in Language)


def cleaned(names: Iterable[str]) -> list[str]:
    """The names that can be kept: without odd characters, blanks around them and repetitions."""
    found: dict[str, str] = {}
    for name in filter(None, map(clean, names)):
        found.setdefault(name.casefold(), name)
    return list(found.values())


def _key(name: str, words: list[str], language: Language) -> str:
    if len(words) == 1 and len(WORD.findall(name)) > 1:
        return ""
    return " ".join(str(key_of(word, language)) for word in words)


def _reading(word: str, language: Language, known: Collection[Language]) -> WordKey:
    key = key_of(word, language)
    if not known:
        return key
    if language in known:
        return WordKey(key.exact, ())
    return WordKey((word,), (word,) if word == fold(word) else ())
