"""The form in which a dictionary has a word: a reason quotes "Stirnrad" where a text says "Stirnrädern"."""

from functools import lru_cache

import simplemma

from search.analysis.forms import forms, parts

GERMAN, CZECH = "de", "cs"


@lru_cache(20_000)
def basic_form(word: str, language: str) -> str:
    """The basic form of a word as it is written in this language, or the word itself where no dictionary knows it."""
    if word.isupper() or not word.isalpha():
        # the words of a phrase are bent together; in Czech only its place in the sentence gives it a capital
        return word[:1].lower() + word[1:] if " " in word and language == CZECH and word[1:].islower() else word
    found = _german(word) if language == GERMAN else _czech(word) if language == CZECH else word
    # what is quoted has to be found in the text again
    return word if set(forms(found.lower())).isdisjoint(forms(word.lower())) else found


def _german(word: str) -> str:
    if simplemma.is_known(word, GERMAN):
        return simplemma.lemmatize(word, GERMAN)
    tail = next(iter(parts(word.lower())[1:]), "")
    if not word.istitle() or not tail or not word.endswith(tail) or not simplemma.is_known(tail.capitalize(), GERMAN):
        return word
    return word.removesuffix(tail) + simplemma.lemmatize(tail.capitalize(), GERMAN).lower()


def _czech(word: str) -> str:
    lower = word.lower()
    return simplemma.lemmatize(lower, CZECH) if simplemma.is_known(lower, CZECH) else word
