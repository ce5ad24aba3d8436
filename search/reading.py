"""How a typed text is understood: as it stands, with spelling errors, or loosely."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connections

from search import analysis
from search.choices import Match

if TYPE_CHECKING:
    from search.queries import DocumentQuerySet

MOST_CORRECTED_WORDS = 6
CANDIDATES = 30
# the operator % finds words by the trigrams they share, the order brings the likeliest ones first
SPELT_ALIKE = """
    SELECT typed, word FROM unnest(%s::text[]) AS typed, LATERAL (
        SELECT word FROM search_word WHERE word %% typed ORDER BY similarity(word, typed) DESC, word LIMIT %s
    ) AS found
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A tsquery for a typed text, and how near it comes to the text."""

    match: Match
    query: str
    """Empty when the text has no word."""
    corrections: dict[str, list[str]] = field(default_factory=dict)
    """What folded misspelt words were taken for."""


def read(documents: "DocumentQuerySet", text: str) -> Reading:
    """The nearest reading of `text` that finds some of the documents: one statement, three for a spelling error."""
    exact = Reading(Match.EXACT, analysis.query(text))
    if not exact.query or documents.finds(exact):
        return exact
    meant = _corrections(documents.db, [word.folded for word in analysis.words(text)])
    similar = Reading(Match.SIMILAR, analysis.query(text, meant), meant)
    if meant and documents.finds(similar):
        return similar
    return Reading(Match.ANY, analysis.query_any(text, meant), meant)


def _corrections(database: str, words: list[str]) -> dict[str, list[str]]:
    """Words of the documents that the given ones may have meant; none for those that stand in documents."""
    compared = [word for word in words if analysis.is_comparable(word)][:MOST_CORRECTED_WORDS]
    candidates: dict[str, list[str]] = {}
    with connections[database].cursor() as cursor:
        cursor.execute(SPELT_ALIKE, [compared, CANDIDATES])
        for typed, word in cursor.fetchall():
            candidates.setdefault(typed, []).append(word)
    return {
        typed: found
        for typed, alike in candidates.items()
        if typed not in alike and (found := analysis.corrections(typed, alike))
    }
