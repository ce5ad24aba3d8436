"""From documents of the search to what the scoring compares."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from enquiries.queries import answer_rates
from listings.models import Listing
from matching.models import Preference
from matching.scoring.entries import DEMAND, EVENT, LISTING, OFFER, Answers, Entry
from matching.scoring.trade import materials, processes
from matching.scoring.words import Names, words_of
from organisations.choices import Standard
from organisations.models import Organisation
from organisations.models.certificate import Certificate
from search.models import Document
from search.terms import expansions
from search.version import index_version

# of SearchVectorField's text: 'term':1A,2B,3
TERM = re.compile(r"'([^']+)':(\S+)")
OF_LISTINGS = frozenset("AB")
"""Weights of a listing's own words; the others are those of its owner and its place."""
OF_OTHERS = frozenset("ABC")
CIPHER = "cipher:yes"
LISTING_FACTS = ("valid_until", "certificates", "delivers_everywhere", "description_de", "description_cs")
TITLED = frozenset({LISTING, EVENT})
"""Whose titles say what they are."""
TITLE_WORDS = 400
"""Characters of an organisation's sentence and of what it can do."""


@dataclass(slots=True)
class _Rows:
    """What stands beside the documents, by id."""

    listings: dict[int, dict[str, Any]]
    areas: dict[int, tuple[bool, frozenset[str]]]
    certificates: dict[int, dict[str, date | None]]
    answers: dict[int, Answers]
    preferring: frozenset[int]


def entries_of(documents: Sequence[Document]) -> dict[int, Entry]:
    """The entries by id of the document; the number of statements does not depend on how many they are."""
    rows = _rows(documents)
    version = index_version()

    def names(text: str) -> dict[str, tuple[str, ...]]:
        return expansions(text, version)

    return {document.pk: _entry(document, rows, names) for document in documents}


def read_documents(ids: Collection[int]) -> list[Document]:
    """The documents with the terms and vectors that the scoring needs."""
    return list(Document.objects.with_ids(list(ids)).defer("sort_key_de", "sort_key_cs"))


def _entry(document: Document, rows: _Rows, names: Names) -> Entry:
    facets = _by_name(document.facets)
    listing = rows.listings.get(document.object_id, {}) if document.kind == LISTING else {}
    owner = document.owner_id or 0
    side = next((code for code in facets.get("kind", ()) if code in {OFFER, DEMAND}), "")
    everywhere, delivery = rows.areas.get(owner, (False, frozenset())) if not listing else _area_of(listing)
    held = rows.certificates.get(owner, {})
    codes = frozenset(facets.get("cpv", ()))
    text = _text(document, listing)
    return Entry(
        document_id=document.pk,
        kind=document.kind,
        object_id=document.object_id,
        owner_id=document.owner_id,
        side=side,
        type=next(iter(facets.get("type", ())), ""),
        language=document.original_language,
        languages=frozenset(facets.get("language", ())),
        title_words=words_of(
            document.title if document.kind in TITLED else _main_words(document), names, document.original_language
        ),
        terms=_terms(document),
        codes=codes,
        exact_codes=_exact(codes),
        materials=materials(text),
        processes=processes(text),
        vector=_vector(document),
        country=document.country,
        region=document.region,
        place=(document.x_km, document.y_km) if document.x_km is not None and document.y_km is not None else None,
        delivery=delivery,
        delivers_everywhere=everywhere,
        serves=frozenset(facets.get("serves", ())),
        needs=frozenset(listing.get("certificates", ())) if side == DEMAND else frozenset(),
        holds={**dict.fromkeys(facets.get("certificate", ())), **held},
        last_day=listing.get("valid_until") or _day(facets),
        first_day=_day(facets),
        confirmed=document.confirmed_at.date() if document.confirmed_at else None,
        # neither by words nor by its place in the list may a cipher demand tell how its owner answers
        answers=None if CIPHER in document.facets else rows.answers.get(owner),
        is_cipher=CIPHER in document.facets,
        prefers_other_side=owner in rows.preferring,
    )


def _rows(documents: Sequence[Document]) -> _Rows:
    owners = {document.owner_id for document in documents if document.owner_id}
    listed = [document.object_id for document in documents if document.kind == LISTING]
    rates = answer_rates(owners)
    return _Rows(
        listings=_listings(listed),
        areas=_areas(owners),
        certificates=_certificates(owners),
        answers={pk: Answers(rate.share, rate.typical_hours or 0) for pk, rate in rates.items()},
        preferring=frozenset(
            Preference.objects.filter(organisation__in=owners, other_side_first=True).values_list("pk", flat=True)
        ),
    )


def _listings(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    # the plain class: columns of both languages are named
    rows: QuerySet[Any, dict[str, Any]] = QuerySet(Listing).filter(pk__in=ids).values("pk", *LISTING_FACTS)
    areas = ArrayAgg("delivery_regions", filter=Q(delivery_regions__isnull=False), default=[])
    return {row["pk"]: row for row in rows.annotate(areas=areas)}


def _area_of(listing: dict[str, Any]) -> tuple[bool, frozenset[str]]:
    return listing["delivers_everywhere"], frozenset(listing["areas"])


def _areas(owners: Iterable[int]) -> dict[int, tuple[bool, frozenset[str]]]:
    rows: QuerySet[Any] = QuerySet(Organisation).filter(pk__in=owners)
    areas = ArrayAgg("delivery_regions", filter=Q(delivery_regions__isnull=False), default=[])
    found = rows.annotate(areas=areas).values_list("pk", "delivers_everywhere", "areas")
    return {pk: (everywhere, frozenset(codes)) for pk, everywhere, codes in found}


def _certificates(owners: Iterable[int]) -> dict[int, dict[str, date | None]]:
    """Of each organisation the standards with their last day; the longest one where there are several."""
    held: dict[int, dict[str, date | None]] = {}
    rows = Certificate.objects.filter(organisation__in=owners).exclude(standard=Standard.OTHER).order_by()
    for owner, standard, until in rows.values_list("organisation_id", "standard", "valid_until"):
        own = held.setdefault(owner, {})
        known = own.get(standard, date.min)
        own[standard] = None if until is None or known is None else max(known, until)
    return held


def _by_name(facets: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for facet in facets:
        name, _colon, code = facet.partition(":")
        found.setdefault(name, []).append(code)
    return found


def _exact(codes: frozenset[str]) -> frozenset[str]:
    """Those that no other one is more exact than."""
    stems = {code: code[:2] + code[2:].rstrip("0") for code in codes}
    return frozenset(
        code
        for code, stem in stems.items()
        if not any(other != code and longer.startswith(stem) for other, longer in stems.items())
    )


def _day(facets: dict[str, list[str]]) -> date | None:
    return next((date.fromisoformat(day) for day in facets.get("day", ())), None)


def _text(document: Document, listing: dict[str, Any]) -> str:
    """All that says what the thing is, in both languages."""
    texts = [document.title, document.title_de, document.title_cs] if listing else []
    texts += [document.summary_de, document.summary_cs]
    texts += [listing.get("description_de") or "", listing.get("description_cs") or ""]
    return " ".join(dict.fromkeys(filter(None, texts)))


def _main_words(document: Document) -> str:
    """What an organisation says of itself in one sentence, and what it can do, in its own language."""
    is_czech = document.original_language == "cs"
    summary, highlights = (
        (document.summary_cs or document.summary_de, document.highlights_cs or document.highlights_de)
        if is_czech
        else (document.summary_de or document.summary_cs, document.highlights_de or document.highlights_cs)
    )
    return " ".join([summary, *highlights])[:TITLE_WORDS]


def _terms(document: Document) -> frozenset[str]:
    counting = OF_LISTINGS if document.kind == LISTING else OF_OTHERS
    found = TERM.findall(str(document.terms or ""))
    return frozenset(term for term, places in found if not counting.isdisjoint(places))


def _vector(document: Document) -> Any:
    embedding: Any = document.embedding
    return None if embedding is None else np.asarray(embedding, np.float32)
