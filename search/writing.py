"""From what an app says of a thing to the row that is found."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bilingual.choices import Language
from bilingual.collation import sort_key
from search import analysis
from search.analysis import Weight
from search.models import Document
from search.passages import passages
from search.registry import DocumentData, source_of

LONGEST_SORT_KEY = 500
"""Characters; a longer one would not fit into an index."""
MOST_FACETS = 500
LONGEST_FACET = 200


def document_of(kind: str, data: DocumentData, now: datetime) -> Document:
    """The unsaved document of one published thing, analysed; never fails on odd text."""
    title = analysis.clean(data.title)
    title_de, title_cs = analysis.clean(data.title_de), analysis.clean(data.title_cs)
    summary_de, summary_cs = analysis.clean(data.summary_de), analysis.clean(data.summary_cs)
    return Document(
        kind=kind,
        object_id=data.object_id,
        owner_id=data.owner_id,
        slug=data.slug,
        title=title,
        title_de=title_de,
        title_cs=title_cs,
        sort_key_de=_sort_key(title_de or title, Language.DE),
        sort_key_cs=_sort_key(title_cs or title, Language.CS),
        summary_de=summary_de,
        summary_cs=summary_cs,
        highlights_de=_clean(data.highlights_de),
        highlights_cs=_clean(data.highlights_cs),
        original_language=data.original_language,
        state_de=data.state_de,
        state_cs=data.state_cs,
        place=analysis.clean(data.place),
        country=data.country,
        region=data.region,
        x_km=data.x_km,
        y_km=data.y_km,
        facets=_facets(data.facets),
        is_example=data.is_example,
        published_at=data.published_at,
        confirmed_at=data.confirmed_at,
        indexed_at=now,
        terms=analysis.vector(_texts(data)),
        passages=passages(data, with_title=source_of(kind).names_mean_something).fingerprint,
    )


def words_of(data: DocumentData) -> set[str]:
    """The folded words of one published thing that others may misspell."""
    return analysis.vocabulary(text for text, _weight in _texts(data))


def _texts(data: DocumentData) -> Iterator[tuple[str, Weight]]:
    for title in dict.fromkeys((data.title, data.title_de, data.title_cs)):
        yield title, "A"
    yield from data.texts


def _sort_key(title: str, language: Language) -> str:
    return sort_key(title[:LONGEST_SORT_KEY], language)[:LONGEST_SORT_KEY]


def _facets(codes: Iterable[str]) -> list[str]:
    return sorted({code for code in _clean(codes) if len(code) <= LONGEST_FACET})[:MOST_FACETS]


def _clean(texts: Iterable[str]) -> list[str]:
    return [cleaned for text in texts if (cleaned := analysis.clean(text))]
