"""The parts of a thing's texts that are read for their meaning."""

from collections.abc import Iterator
from hashlib import sha256

from search.registry import DocumentData
from search.semantics import map_version
from search.semantics.model import LONGEST_TEXT

# how much each kind of passage counts in the vector
TITLE = 1.0
SUMMARY = 1.0
HIGHLIGHTS = 0.6
DESCRIPTION = 0.6


def passages(data: DocumentData, *, with_title: bool) -> list[tuple[str, float]]:
    """Texts with their weights in the document's vector; each language of a text is a passage of its own.

    The labels of its categories in both languages are among them, so a text is also near everything that carries
    the categories it names.
    """
    return [(text, weight) for text, weight in dict.fromkeys(_passages(data, with_title)) if text.strip()]


def fingerprint(found: list[tuple[str, float]]) -> str:
    """Changes when the passages change, or the map that gives them their place; empty without passages."""
    return sha256(repr((map_version(), found)).encode(errors="replace")).hexdigest()[:40] if found else ""


def _passages(data: DocumentData, with_title: bool) -> Iterator[tuple[str, float]]:
    if with_title:
        yield from ((title, TITLE) for title in (data.title, data.title_de, data.title_cs))
    yield from ((summary[:LONGEST_TEXT], SUMMARY) for summary in (data.summary_de, data.summary_cs))
    for highlights in (data.highlights_de, data.highlights_cs):
        yield "; ".join(highlights)[:LONGEST_TEXT], HIGHLIGHTS
    longest = max((text for text, weight in data.texts if weight == "C"), key=len, default="")
    yield longest[:LONGEST_TEXT], DESCRIPTION
