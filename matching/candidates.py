"""Which documents come into question for another one: near in meaning, of the same categories, with its words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef
from pgvector.django import MaxInnerProduct

from matching.models import Source
from matching.scoring.entries import COMPANY, DEMAND, EVENT, INSTITUTION, LISTING, OFFER
from matching.scoring.evidence import own_digits
from search import analysis
from search.choices import Match
from search.models import Document
from search.queries import DocumentQuerySet
from search.reading import Reading
from search.terms import expansions
from search.version import index_version

NEAR = 30
"""Documents of each kind that are nearest in meaning."""
ALIKE = 20
"""Documents of the same categories, the nearest in meaning first."""
WITH_WORDS = 20
"""Documents with words of the title, where the meaning of one side is not known yet."""
MOST_UNREAD = 1_000
"""Documents that are looked through by their words; after a large import the others follow when they have been read."""
MOST_WORDS = 8
CLASS, GROUP = 4, 3
"""Digits of the CPV: the narrowest shelves that candidates are taken from, and the next wider ones."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents of one kind that may be brought together with another one."""

    kind: str
    facets: dict[str, list[str]] = field(default_factory=dict)

    def documents(self) -> DocumentQuerySet:
        """All of them."""
        return Document.objects.of_kind(self.kind).with_facets(self.facets)


OFFERS, DEMANDS = Shelf(LISTING, {"kind": [OFFER]}), Shelf(LISTING, {"kind": [DEMAND]})
COMPANIES, INSTITUTIONS, EVENTS = Shelf(COMPANY), Shelf(INSTITUTION), Shelf(EVENT)
ORGANISATIONS = (COMPANIES, INSTITUTIONS)


def targets_of(document: Document) -> set[int]:
    """The ids of what may fit this entry."""
    return _near(document, _shelves(document, {OFFER: (DEMANDS,), DEMAND: (OFFERS, COMPANIES)}), only_sources=False)


def sources_of(document: Document) -> set[int]:
    """The ids of entries with matches that this one may fit."""
    if document.kind == EVENT:
        shelves: tuple[Shelf, ...] = ORGANISATIONS
    elif document.kind == INSTITUTION:
        shelves = ORGANISATIONS
    elif document.kind == COMPANY:
        shelves = (*ORGANISATIONS, DEMANDS)
    else:
        shelves = _shelves(document, {OFFER: (DEMANDS,), DEMAND: (OFFERS,)})
    return _near(document, shelves, only_sources=True)


def _shelves(document: Document, by_side: dict[str, tuple[Shelf, ...]]) -> tuple[Shelf, ...]:
    side = next((code for code in by_side if f"kind:{code}" in document.facets), None)
    return by_side[side] if side else (COMPANIES, INSTITUTIONS, EVENTS)


def _near(document: Document, shelves: Iterable[Shelf], *, only_sources: bool) -> set[int]:
    found: set[int] = set()
    unread = Document.objects.unread_ids(MOST_UNREAD) if document.embedding is not None else []
    for shelf in shelves:
        documents = shelf.documents().exclude(pk=document.pk)
        if document.owner_id:
            documents = documents.exclude(owner_id=document.owner_id)
        if only_sources:
            documents = documents.filter(Exists(Source.objects.filter(document=OuterRef("pk"))))
        found |= _of_shelf(document, shelf, documents, unread)
    return found


def _of_shelf(document: Document, shelf: Shelf, documents: DocumentQuerySet, unread: list[int]) -> set[int]:
    found = set(_alike(document, documents))
    if document.embedding is None:
        found |= set(_with_words(document, documents))
    else:
        found |= {pk for pk, _similarity in documents.nearest(_values(document), NEAR)}
        found |= set(_with_words(document, documents.with_ids(unread)) if unread else ())
    if shelf.kind == INSTITUTION and document.region:
        found |= set(documents.with_facets({"serves": [document.region]}).values_list("pk", flat=True)[:ALIKE])
    return found


def _alike(document: Document, documents: DocumentQuerySet) -> Iterable[int]:
    for digits in (CLASS, GROUP):
        codes = _codes(document, digits)
        if not codes:
            continue
        rows = documents.with_facets({"cpv": codes})
        order = (
            F("confirmed_at").desc(nulls_last=True)
            if document.embedding is None
            else MaxInnerProduct("embedding", _values(document)).asc(nulls_last=True)
        )
        ids = list(rows.order_by(order, "-id").values_list("pk", flat=True)[:ALIKE])
        yield from ids
        if len(ids) == ALIKE:
            return


def _codes(document: Document, digits: int) -> list[str]:
    codes = (facet.removeprefix("cpv:") for facet in document.facets if facet.startswith("cpv:"))
    return [code for code in codes if own_digits(code) == digits]


def _with_words(document: Document, documents: DocumentQuerySet) -> list[int]:
    """Those that have words of the title; the best by their rank."""
    text = document.title if document.kind in {LISTING, EVENT} else document.summary_de or document.summary_cs
    groups = analysis.query(text, names=expansions(text, index_version()))[:MOST_WORDS]
    if not groups:
        return []
    ranked: Any = documents.ranked(Reading(Match.ANY, groups))
    return list(ranked.filter(has_words=True).order_by("-rank", "-id").values_list("pk", flat=True)[:WITH_WORDS])


def _values(document: Document) -> list[float]:
    return list(document.embedding or ())
