"""Every text of the interface stands in both languages."""

import re
from pathlib import Path

import polib
import pytest

from glokal.environment import BASE_DIR

LANGUAGES = ("de", "cs")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<\w+:\w+>")


def _catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_fuzzy(language: str) -> None:
    catalogue = _catalogue(language)
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive(language: str) -> None:
    for entry in _catalogue(language):
        wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            assert set(PLACEHOLDER.findall(text)) <= wanted, entry.msgid
        if not entry.msgid_plural:
            assert set(PLACEHOLDER.findall(entry.msgstr)) == wanted, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_up_to_date(language: str) -> None:
    source = _catalogue(language)
    path = Path(BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.mo")
    compiled = {(entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str(path))}
    assert len(compiled) == len(source.translated_entries())
    for entry in source:
        twin = compiled[(entry.msgctxt, entry.msgid)]
        assert (twin.msgstr, twin.msgstr_plural) == (entry.msgstr, entry.msgstr_plural)


def test_plural_forms() -> None:
    assert "nplurals=2" in _catalogue("de").metadata["Plural-Forms"]
    assert "nplurals=3" in _catalogue("cs").metadata["Plural-Forms"]
