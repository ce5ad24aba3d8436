"""What the card of an offer or a demand shows beyond what every document has."""

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils import timezone

from bilingual.choices import Language
from bilingual.text import page_language, text_of
from listings.choices import REMIND_BEFORE, Direction, Type
from listings.cipher import CIPHER
from listings.quantities import quantity_text
from organisations.choices import Country
from organisations.reference import region_names
from search import prepared
from search.cards import short_date
from search.models import Document

# in plain SQL, planned once: each list page asks for it, and Django takes as long to write it as to read the rows
FACTS = """
    SELECT entry.id, entry.quantity, entry.unit, entry.valid_until, owner.name, entry.is_cipher
    FROM listings_listing AS entry JOIN organisations_organisation AS owner ON owner.id = entry.organisation_id
    WHERE entry.id = ANY(%s::bigint[])
"""
NAMES = ("quantity", "unit", "valid_until", "organisation", "is_cipher")
NO_FACTS: Mapping[str, Any] = {}


def add_facts(documents: Sequence[Document]) -> None:
    """Let each document know its row; one query."""
    last_day = timezone.localdate() + REMIND_BEFORE
    found = {}
    for pk, *values in prepared.rows(FACTS, [prepared.numbers([document.object_id for document in documents])]):
        facts = dict(zip(NAMES, values, strict=True))
        until = facts["valid_until"]
        found[pk] = {**facts, "ends_soon": bool(until and until <= last_day)}
    for document in documents:
        document.listing = found.get(document.object_id, NO_FACTS)  # type: ignore[attr-defined]


def values(document: Document) -> Mapping[str, str]:
    """Texts of the card; empty ones where the document was not completed."""
    facts, language = _facts(document), page_language()
    quantity, until = facts.get("quantity"), facts.get("valid_until")
    hidden = is_cipher(document)
    return {
        "title": text_of(document, "title", language).value,
        "organisation": "" if hidden else facts.get("organisation", ""),
        **({"place": _coarse_place(document)} if hidden else {}),
        "quantity": quantity_text(quantity, facts["unit"]) if quantity is not None else "",
        "until": short_date(until, language) if until else "",
    }


def shape(document: Document) -> Mapping[str, Hashable]:
    """What decides about the markup: direction, type, the language of the title, and whether it ends soon."""
    language = page_language()
    title = text_of(document, "title", language)
    direction, type_ = (_code(document, name) for name in ("kind", "type"))
    direction_label, type_label = _labels(direction, type_, language)
    return {
        "direction": direction,
        "direction_label": direction_label,
        "type_label": type_label,
        "is_cipher": is_cipher(document),
        "title_language": title.language.value if title.foreign else "",
        "ends_soon": bool(_facts(document).get("ends_soon")),
    }


def is_cipher(document: Document) -> bool:
    """Whether the card must not say whose it is: the index or the row knows it."""
    return CIPHER in document.facets or bool(_facts(document).get("is_cipher"))


def _coarse_place(document: Document) -> str:
    """The region, or the country alone."""
    return region_names().get(document.region, "") or str(Country(document.country).label)


def _facts(document: Document) -> Mapping[str, Any]:
    return getattr(document, "listing", NO_FACTS)


def _code(document: Document, facet: str) -> str:
    start = f"{facet}:"
    return next((code.removeprefix(start) for code in document.facets if code.startswith(start)), "")


@lru_cache(100)
def _labels(direction: str, type_: str, _language: Language) -> tuple[str, str]:
    return (
        str(Direction(direction).label) if direction in Direction.values else "",
        str(Type(type_).label) if type_ in Type.values else "",
    )
