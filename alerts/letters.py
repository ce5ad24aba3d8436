"""What a mail says of the entries that were found, in the active language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from alerts.links import unsubscribe_path
from alerts.lists import lists
from alerts.models import SavedSearch
from alerts.reasons import Explainer, explainer
from bilingual.links import path_in
from bilingual.text import text_of
from listings.choices import Direction
from search.models import Document
from search.registry import source_of

MOST_SHOWN = 10
"""Entries of one saved search in a mail; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Card:
    """One entry as a mail shows it."""

    title: str
    language: str
    """Of the title where it is not the reader's, else empty."""
    what: str
    place: str
    since: date
    reasons: list[str]
    path: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is new in one saved search."""

    name: str
    number: int
    cards: list[Card]
    more: int
    path: str
    """The page with what is new in it."""
    stop_path: str
    edit_path: str


def part_of(user: User, search: SavedSearch, documents: Sequence[Document]) -> Part:
    """The part of a mail about one saved search."""
    language = user.preferred_language
    return Part(
        name=search.name,
        number=len(documents),
        cards=cards_of(search, documents[:MOST_SHOWN], language),
        more=max(0, len(documents) - MOST_SHOWN),
        path=path_in(language, "saved_search", search.pk),
        stop_path=unsubscribe_path(user, search, language),
        edit_path=path_in(language, "saved_search_edit", search.pk),
    )


def cards_of(search: SavedSearch, documents: Sequence[Document], language: str) -> list[Card]:
    """The entries with their reasons."""
    if search.list not in lists():
        return []
    explaining = explainer(search.list, search.query)
    return [_card(document, explaining, language) for document in explaining.measured(documents)]


def _card(document: Document, explaining: Explainer, language: str) -> Card:
    title = text_of(document, "title")
    return Card(
        title=title.value or document.title,
        language=title.language.value if title.foreign else "",
        what=_what(document),
        place=", ".join(filter(None, (document.place, document.country))),
        since=timezone.localdate(document.published_at),
        reasons=explaining.reasons(document),
        path=path_in(language, source_of(document.kind).url_name, document.slug),
    )


def _what(document: Document) -> str:
    """Offer, demand, or the kind of the entry."""
    for direction in Direction:
        if f"kind:{direction.value}" in document.facets:
            return str(direction.label)
    return str(source_of(document.kind).label)
