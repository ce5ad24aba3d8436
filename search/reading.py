"""How a typed text is understood: as it stands, with spelling errors, or loosely."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db import connections

from search import analysis, semantics
from search.choices import Match
from search.place_names import without_places
from search.terms import expansions
from search.version import index_version

if TYPE_CHECKING:
    from search.picked import Picked
    from search.queries import DocumentQuerySet

MOST_CORRECTED_WORDS = 6
CANDIDATES = 30
NEIGHBOURS = 60
MANY_NEIGHBOURS = 600
LEAST_SIMILAR = 0.15
SIMILAR_TO_THE_BEST = 0.4
# the operator % finds words by the trigrams they share, the order brings the likeliest ones first
SPELT_ALIKE = """
    SELECT typed, word FROM unnest(%s::text[]) AS typed, LATERAL (
        SELECT word FROM search_word WHERE word %% typed ORDER BY similarity(word, typed) DESC, word LIMIT %s
    ) AS found
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A tsquery for a typed text and how near it comes to the text, and what lies near the text in meaning."""

    match: Match
    groups: tuple[str, ...]
    """tsqueries, one for each typed word or name; none when the text has no word."""
    corrections: dict[str, list[str]] = field(default_factory=dict)
    """What folded misspelt words were taken for."""
    meant: str = ""
    """The text that was compared in meaning: without errors of spelling and without names of towns."""
    vector: tuple[float, ...] = ()
    """Empty when the text says nothing."""
    near: tuple[int, ...] = ()
    """The documents that are near in meaning, whatever their words; the nearest first."""
    ranked_by: str = ""
    """Where a town is named: the tsquery without it. Who has all words, the town's too, comes first then."""
    neighbours: tuple[int, ...] = ()
    """As `near` and many more, where very many documents have the words; those that come into question first."""

    @property
    def query(self) -> str:
        """The tsquery; empty when the text has no word."""
        return (" | " if self.match is Match.ANY else " & ").join(self.groups)


def read(
    documents: "DocumentQuerySet", text: str, version: int | None = None, picked: "Picked | None" = None
) -> Reading:
    """The nearest reading of `text` that finds some of the documents: two statements, four for a spelling error.

    `version` is that of the index, which costs one more when it is not given. Where the documents stand on the shelf
    (`picked`), words are looked up there.
    """
    names = expansions(text, index_version() if version is None else version)
    reading = _by_words(picked or documents, documents.db, text, names)
    if not reading.query:
        return reading
    rest = without_places(text.strip())
    meant = without_places(_as_meant(text, reading)) if reading.match is Match.SIMILAR else rest
    reading = replace(reading, ranked_by=_without_towns(text, rest, reading, names))
    # five digits: what is stored has no more than three, and each number is written and read as a text
    vector = semantics.vector(meant).astype(float).round(5).tolist()
    if not any(vector):
        return reading
    many = picked is not None and picked.has_very_many(reading)
    found = (picked or documents).nearest(vector, MANY_NEIGHBOURS if many else NEIGHBOURS)
    neighbours = tuple(pk for pk, _similarity in found) if many else ()
    return replace(reading, meant=meant, vector=tuple(vector), near=_near(found[:NEIGHBOURS]), neighbours=neighbours)


def _as_meant(text: str, reading: Reading) -> str:
    return " ".join(reading.corrections.get(word.folded, [word.folded])[0] for word in analysis.words(text))


def _without_towns(text: str, rest: str, reading: Reading, names: Mapping[str, Collection[str]]) -> str:
    if reading.match is Match.ANY or rest == " ".join(text.split()):
        return ""
    return " & ".join(analysis.query(rest, reading.corrections, names))


def _near(found: list[tuple[int, float]]) -> tuple[int, ...]:
    """Without those that are far less near than the nearest one: they have only their field in common."""
    if not found:
        return ()
    least = max(LEAST_SIMILAR, found[0][1] * SIMILAR_TO_THE_BEST)
    return tuple(pk for pk, similarity in found if similarity >= least)


def _by_words(
    documents: "DocumentQuerySet | Picked", database: str, text: str, names: Mapping[str, Collection[str]]
) -> Reading:
    exact = Reading(Match.EXACT, analysis.query(text, names=names))
    if not exact.query or documents.finds(exact):
        return exact
    meant = _corrections(database, [word.folded for word in analysis.words(text)])
    similar = Reading(Match.SIMILAR, analysis.query(text, meant, names), meant)
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
