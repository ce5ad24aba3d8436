"""What the dictionaries know of a word."""

import simplemma

from bilingual.choices import Language


def knows(word: str, language: Language) -> bool:
    """Whether `word`, in lower case, is a form of a word of `language`."""
    code = language.value
    return simplemma.is_known(word, code) or (language is Language.DE and simplemma.is_known(word.capitalize(), code))


def basic_form(word: str, language: Language) -> str:
    """The form under which `language` has `word` in its dictionary, in lower case; a guess for unknown words."""
    noun = word.capitalize()
    is_noun = language is Language.DE and simplemma.is_known(noun, language.value)
    return simplemma.lemmatize(noun if is_noun else word, language.value).lower()
