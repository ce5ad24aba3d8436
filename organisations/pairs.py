"""Pairs of German and Czech texts with the same meaning, from the reference data and the term list."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from search.semantics.learning.learn import Pair
from search.term_data import term_rows

DATA = Path(__file__).resolve().parent / "data"
SHORTEST, LONGEST = 4, 160  # characters of a note's line
BULLET = re.compile(r"^\s*[-–•*]+\s*")
REFERENCE = re.compile(r"\s*\((?:s\.|vgl|siehe|viz|[0-9])[^)]*\)")


def all_pairs() -> list[Pair]:
    """The names of CPV and NACE, the lines of NACE's notes and the term list; synonyms share their meaning."""
    number = count()
    found = [Pair(german, czech, next(number)) for german, czech in (*_names("cpv"), *_names("nace"), *_notes())]
    for german, czech, _code in term_rows():
        meaning = next(number)
        longer = max(len(german), len(czech))
        found += [Pair(german[n % len(german)], czech[n % len(czech)], meaning) for n in range(longer)]
    return found


def category_names() -> list[tuple[str, list[str]]]:
    """(CPV code, names in both languages) of all codes, and of the terms that name one."""
    found = [(row["code"], [row["de"], row["cs"]]) for row in _rows("cpv")]
    return found + [(code, [*german, *czech]) for german, czech, code in term_rows() if code]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _names(name: str) -> Iterator[tuple[str, str]]:
    for row in _rows(name):
        # NACE writes its sections in capitals
        is_section = len(row["code"]) == 1
        yield (row["de"].capitalize(), row["cs"].capitalize()) if is_section else (row["de"], row["cs"])


def _notes() -> Iterator[tuple[str, str]]:
    """Lines of notes that have the same number of lines in both languages: these stand in the same order."""
    texts: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in _rows("nace_notes"):
        note = texts[row["code"], row["kind"]]
        note[row["lang"]] = "\n".join(filter(None, [note.get(row["lang"], ""), row["text"]]))
    for _key, note in sorted(texts.items()):
        german, czech = ([*_lines(note.get(language, ""))] for language in ("de", "cs"))
        if len(german) == len(czech):
            yield from _fitting(zip(german, czech, strict=True))


def _fitting(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for german, czech in lines:
        if SHORTEST <= len(german) <= LONGEST and SHORTEST <= len(czech) <= LONGEST:
            yield german, czech


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        cleaned = REFERENCE.sub("", BULLET.sub("", line)).strip()
        if cleaned and not cleaned.endswith(":"):
            yield cleaned
