"""The text a reader gets: in the page's language, or honestly in the other one."""

from dataclasses import dataclass

from django.utils.translation import get_language

from bilingual.choices import Language

LANGUAGES = {language.value: language for language in Language}


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language it is written in; `foreign` when that is not the page's language."""

    value: str
    language: Language
    foreign: bool

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


def page_language() -> Language:
    """The language of the page or mail that is being made."""
    return LANGUAGES[(get_language() or Language.DE)[:2]]


def text_of(source: object, field: str, language: Language | None = None) -> Text:
    """The text of `field` in `language` (the page's when None), else in the other language, else empty."""
    wanted = language or page_language()
    for candidate in (wanted, wanted.other):
        if value := getattr(source, f"{field}_{candidate.value}", None):
            return Text(value, candidate, foreign=candidate is not wanted)
    return Text("", wanted, foreign=False)
