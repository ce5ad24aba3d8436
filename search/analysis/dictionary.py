"""What the dictionaries know of a word."""

import simplemma

from bilingual.choices import Language
from search.analysis.tokens import tokens


def knows(word: str, language: Language) -> bool:
    """Whether `word`, in lower case, is a form of a word of `language`."""
    code = language.value
    return simplemma.is_known(word, code) or (language is Language.DE and simplemma.is_known(word.capitalize(), code))


def basic_form(word: str, language: Language) -> str:
    """The form under which `language` has `word` in its dictionary, in lower case; a guess for unknown words."""
    noun = word.capitalize()
    is_noun = language is Language.DE and simplemma.is_known(noun, language.value)
    return simplemma.lemmatize(noun if is_noun else word, language.value).lower()


def language_of(text: str) -> Language | None:
    """The language that knows more words of `text`; None when both know as many."""
    known = {language: sum(knows(word, language) for word in tokens(text)) for language in Language}
    first, second = sorted(Language, key=lambda language: -known[language])
    return first if known[first] > known[second] else None
