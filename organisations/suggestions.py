"""Categories that fit a text, offered while a profile or a listing is written."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from bilingual.choices import Language
from bilingual.text import page_language
from organisations.models import Capability
from organisations.reference import capability_names

OFFERED = 5
SHORTEST = 10  # letters; less says nothing
LONGEST = 8000  # characters that are read
TEXTS = ("title", "summary", "description")
"""The texts of an entry that say what it is about; a form holds some of them."""


class Suggestion(NamedTuple):
    """A code of the CPV, its name, and the names of the wider codes above it, in the reader's language."""

    code: str
    name: str
    path: str


def suggest_categories(text: str, *, language: str, without: Collection[str] = ()) -> list[Suggestion]:
    """Up to five codes of the CPV that fit `text`, the best first; none for a text that is too short."""
    text = text.replace("\x00", " ").strip()[:LONGEST]
    if len(text) < SHORTEST:
        return []
    from search.categories import suggest  # noqa: PLC0415 - reads its model, which most pages never need

    codes = suggest(text, language=language, limit=OFFERED + len(without))
    known = capability_names()
    return [describe(code) for code in codes if code in known and code not in without][:OFFERED]


def describe(code: str) -> Suggestion:
    """A code in words; raises KeyError for one that the vocabulary does not have."""
    names = capability_names()
    above = Capability(code=code).ancestors[:-1]
    return Suggestion(code, names[code], " › ".join(names[step] for step in above if step in names))


def text_in(data: Mapping[str, Any]) -> tuple[str, Language]:
    """What a form that was sent says of the entry, in the language in which it is written, and that language."""
    language = str(data.get("original_language", ""))
    original = Language(language) if language in Language.values else page_language()
    for candidate in (original, original.other):
        if text := "\n".join(_texts(data, candidate)).strip():
            return text, candidate
    return "", original


def _texts(data: Mapping[str, Any], language: Language) -> Iterator[str]:
    for name in TEXTS:
        # a form for one language alone calls the field by its bare name
        yield str(data.get(f"{name}_{language}") or data.get(name) or "")
