"""Documents as lists show them: one card each, from the template of its kind."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from bilingual.choices import Language, TextState
from bilingual.text import page_language, text_of
from search.models import Document
from search.registry import source_of
from search.stencils import Stencil

ANY_SLUG = "0-any-slug-0"


def card(document: Document) -> SafeString:
    """The card of a document in the page's language, of the template that its source names.

    The template prints `url`, `title`, `summary`, `highlights`, `place`, `distance`, `confirmed` and what the source
    says in `card_values`; it may decide by these and by `country`, `is_example`, `states`, `summary_language`,
    `highlights_language`, `by_meaning` (found although it has none of the typed words) and what the source says in
    `card_shape`. Lists complete their documents first.
    """
    source, language = source_of(document.kind), page_language()
    summary, highlights = text_of(document, "summary", language), text_of(document, "highlights", language)
    distance = getattr(document, "distance_km", None)
    return _stencil(source.card).fill(
        {
            "url": address(document),
            "title": document.title,
            "summary": summary.value,
            "highlights": list(highlights.value),
            "place": document.place,
            "distance": "" if distance is None else str(floatformat(distance, 0)),
            "confirmed": _confirmed(document, language),
            **source.card_values(document),
        },
        country=document.country,
        is_example=document.is_example,
        states=(("DE", TextState(document.state_de)), ("CZ", TextState(document.state_cs))),
        summary_language=summary.language.value if summary.foreign else "",
        highlights_language=highlights.language.value if highlights.foreign else "",
        by_meaning=not getattr(document, "has_words", True),
        **cast("dict[str, Any]", source.card_shape(document)),
    )


def completed(documents: Iterable[Document]) -> list[Document]:
    """The documents of a page with all that their cards show; a fixed number of queries for each kind."""
    rows = list(documents)
    for kind in {document.kind for document in rows}:
        source_of(kind).complete([document for document in rows if document.kind == kind])
    return rows


def address(document: Document) -> str:
    """The path of the page of the thing itself, without working it out for each one anew."""
    return _pattern(source_of(document.kind).url_name, page_language()).replace(ANY_SLUG, document.slug)


@cache
def _stencil(template: str) -> Stencil:
    return Stencil(template)


@lru_cache(200)
def _pattern(url_name: str, _language: Language) -> str:
    return reverse(url_name, args=[ANY_SLUG])


def _confirmed(document: Document, language: Language) -> str:
    if document.confirmed_at is None:
        return ""
    return short_date(timezone.localdate(document.confirmed_at, timezone.get_default_timezone()), language)


@lru_cache(2000)
def short_date(day: date, _language: Language) -> str:
    """The day in figures, kept for each language, as cards show it."""
    return date_format(day, "SHORT_DATE_FORMAT")
