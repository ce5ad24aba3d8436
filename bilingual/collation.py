"""Alphabetical order of German (DIN 5007-1) and Czech (ČSN 97 6030) as keys that compare byte by byte.

The embedded PostgreSQL has no ICU, and a key in a column can be indexed for either language.
"""

import unicodedata

from bilingual.choices import Language

# letters of their own in the Czech alphabet, each behind the letter it is made from
CZECH_LETTERS = {"č": "c", "ř": "r", "š": "s", "ž": "z"}
SPELLED_OUT = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
BETWEEN_WORDS, BETWEEN_LEVELS = "!", " "  # in byte order both come before digits and letters


def sort_key(text: str, language: Language | str) -> str:
    """A string that puts `text` in the alphabetical order of `language` under byte order.

    First level: letters and digits, everything else separates words; Czech ch follows h. Second level: accents.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    letters = _czech(folded) if language == Language.CS else [(letter, "0") for letter in folded]
    first = "".join(_base(letter) + rank if letter.isalnum() else " " for letter, rank in letters)
    second = "".join(_accents(letter) for letter, _rank in letters)
    return f"{BETWEEN_WORDS.join(first.split())}{BETWEEN_LEVELS}{second}"


def _czech(text: str) -> list[tuple[str, str]]:
    """Letters with their rank behind the basic letter: "0" the letter itself, "1" a letter of its own."""
    letters: list[tuple[str, str]] = []
    for letter in text:
        if letter == "h" and letters and letters[-1][0] == "c":
            letters[-1] = ("h", "1")
        else:
            letters.append((letter, "1" if letter in CZECH_LETTERS else "0"))
    return letters


def _base(letter: str) -> str:
    if letter in SPELLED_OUT:
        return "0".join(SPELLED_OUT[letter])
    return unicodedata.normalize("NFD", letter)[0]


def _accents(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    return "".join(f"{ord(mark) - 0x2FF:03d}" for mark in decomposed[1:]) or "0"
