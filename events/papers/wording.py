"""Labels and dates in the languages of a paper: one, or both side by side."""

from collections.abc import Callable
from typing import TypedDict

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from bilingual.choices import Language
from bilingual.text import text_of


class Part(TypedDict):
    """A text and the language it is written in."""

    lang: str
    text: str


class PaperLanguage(models.TextChoices):
    """In which language a paper is printed."""

    DE = "de", _("German")
    CS = "cs", _("Czech")
    BOTH = "both", _("German and Czech")


class Wording:
    """Says things in the languages of the paper; equal texts are said once."""

    def __init__(self, languages: PaperLanguage | str) -> None:
        both = languages == PaperLanguage.BOTH
        self.languages = [Language.DE, Language.CS] if both else [Language(languages)]
        self.first = self.languages[0]

    def say(self, label: str | Promise) -> list[Part]:
        """A text of the interface."""
        return self.made(lambda: str(label))

    def of(self, source: object, field: str) -> list[Part]:
        """A bilingual field; where it is missing in a language, what the other one says."""
        texts = [text_of(source, field, language) for language in self.languages]
        return _without_repeats([{"lang": text.language.value, "text": text.value} for text in texts])

    def made(self, write: Callable[[], str]) -> list[Part]:
        """What the function writes in the active language: a date, a sum."""
        parts: list[Part] = []
        for language in self.languages:
            with override(language.value):
                parts.append({"lang": language.value, "text": write()})
        return _without_repeats(parts)


def same(text: str) -> list[Part]:
    """A name that is the same in all languages; empty without a text."""
    return [{"lang": "", "text": text}] if text else []


def _without_repeats(parts: list[Part]) -> list[Part]:
    unlike = {part["text"]: part for part in reversed(parts) if part["text"]}
    return [part for part in parts if unlike.get(part["text"]) is part]
