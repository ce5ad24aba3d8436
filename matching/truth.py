"""Whether reasons are true, read from the data themselves and not from the scoring."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import hypot
from typing import Any

import numpy as np
from django.utils import timezone

from enquiries.queries import answer_rates
from listings.models import Listing
from matching.models import Preference
from matching.scoring.score import FRESH_DAYS, GOOD_SHARE, NEAR_KM, SAME_MEANING
from matching.scoring.trade import materials, processes
from organisations.models import Organisation
from organisations.models.certificate import Certificate
from search.analysis.forms import all_parts, forms
from search.analysis.tokens import tokens
from search.models import Document
from search.registry import DocumentData, source_of
from search.terms import expansions
from search.version import index_version

type Figures = Mapping[str, Any]


def false_reasons(source: Document, target: Document, reasons: Iterable[Figures]) -> list[str]:
    """A line for each reason of a match that the data do not bear out."""
    return [
        f"{source.slug} → {target.slug}: {reason}"
        for reason in reasons
        if not _TRUE[reason["code"]](source, target, reason)
    ]


def _other_name(source: Document, target: Document, reason: Figures) -> bool:
    one, other = _said(source), _said(target)
    return all(_names(*pair) and (_says(one, other, *pair) or _says(other, one, *pair)) for pair in reason["pairs"])


def _says(one: set[str], other: set[str], word: str, name: str) -> bool:
    return _all_in(word, one) and _all_in(name, other)


def _names(word: str, name: str) -> bool:
    return any(name in others for others in expansions(word, index_version()).values())


def _words(source: Document, target: Document, reason: Figures) -> bool:
    one, other = _said(source), _said(target)
    return all(_all_in(word, one) and _all_in(word, other) for word in reason["words"])


def _data(document: Document) -> DocumentData:
    """What the app says of the thing now; asked once for each document that is given."""
    if not hasattr(document, "_data"):
        [document._data] = source_of(document.kind).documents([document.object_id])  # type: ignore[attr-defined]
    data: DocumentData = document._data  # type: ignore[attr-defined]
    return data


def _said(document: Document) -> set[str]:
    """All forms and parts of all words of the thing itself."""
    data = _data(document)
    texts = [data.title, data.title_de, data.title_cs, *(text for text, weight in data.texts if weight != "D")]
    words = {word for text in texts for word in tokens(text)}
    return {form for word in words for piece in (word, *all_parts(word)) for form in forms(piece)}


def _all_in(text: str, said: set[str]) -> bool:
    return all(not said.isdisjoint(forms(word)) for word in tokens(text))


def _category(source: Document, target: Document, reason: Figures) -> bool:
    return f"cpv:{reason['cpv']}" in set(source.facets) & set(target.facets)


def _process(source: Document, target: Document, reason: Figures) -> bool:
    return set(reason["processes"]) <= processes(_text(source)) & processes(_text(target))


def _material(source: Document, target: Document, reason: Figures) -> bool:
    return set(reason["materials"]) <= materials(_text(source)) & materials(_text(target))


def _text(document: Document) -> str:
    data = _data(document)
    return " ".join([data.title, data.title_de, data.title_cs, *(text for text, _weight in data.texts)])


def _meaning(source: Document, target: Document, reason: Figures) -> bool:
    rows = Document.objects.in_bulk([source.pk, target.pk])
    one, other = (np.asarray(rows[row.pk].embedding, np.float32) for row in (source, target))
    crosses = source.original_language != target.original_language
    return reason["crosses"] is crosses and float(one @ other) >= SAME_MEANING - 0.01


def _certificate(source: Document, target: Document, reason: Figures) -> bool:
    giver, taker = _giver_and_taker(source, target)
    standard, until = reason["standard"], reason["until"]
    if standard not in Listing.objects.get(pk=taker.object_id).certificates:
        return False
    if until is None:
        return f"certificate:{standard}" in giver.facets or _held(giver, standard).filter(valid_until=None).exists()
    return (
        date.fromisoformat(until) >= timezone.localdate() and _held(giver, standard).filter(valid_until=until).exists()
    )


def _held(document: Document, standard: str) -> Any:
    return Certificate.objects.filter(organisation=document.owner_id, standard=standard)


def _giver_and_taker(source: Document, target: Document) -> tuple[Document, Document]:
    return (target, source) if "kind:demand" in source.facets else (source, target)


def _language(source: Document, target: Document, reason: Figures) -> bool:
    return f"language:{reason['language']}" in set(source.facets) & set(target.facets)


def _answers(_source: Document, target: Document, reason: Figures) -> bool:
    rate = answer_rates([target.owner_id or 0]).get(target.owner_id or 0)
    return rate is not None and rate.share >= GOOD_SHARE and round(rate.share * 100) == reason["percent"]


def _fresh(_source: Document, target: Document, reason: Figures) -> bool:
    day = target.confirmed_at.date() if target.confirmed_at else None
    recent = day is not None and (timezone.localdate() - day).days <= FRESH_DAYS + 1
    return recent and day is not None and reason["day"] == day.isoformat()


def _delivery(source: Document, target: Document, reason: Figures) -> bool:
    giver, taker = _giver_and_taker(source, target)
    entry = _area_owner(giver)
    if not reason["region"]:
        return bool(entry.delivers_everywhere)
    delivered = set(entry.delivery_regions.values_list("pk", flat=True))
    wanted = set(_area_owner(taker).delivery_regions.values_list("pk", flat=True)) or {taker.region}
    return reason["region"] in delivered & wanted


def _area_owner(document: Document) -> Any:
    if document.kind == Listing.kind:
        return Listing.objects.get(pk=document.object_id)
    return Organisation.objects.get(pk=document.object_id)


def _distance(source: Document, target: Document, reason: Figures) -> bool:
    if None in (source.x_km, source.y_km, target.x_km, target.y_km):
        return False
    km = hypot((source.x_km or 0) - (target.x_km or 0), (source.y_km or 0) - (target.y_km or 0))
    return km <= NEAR_KM and abs(km - reason["km"]) <= 1


def _across(source: Document, target: Document, reason: Figures) -> bool:
    prefers = Preference.objects.filter(organisation=source.owner_id, other_side_first=True).exists()
    return prefers and source.country != target.country == reason["country"]


def _responsible(source: Document, target: Document, reason: Figures) -> bool:
    return _serves(source, target, reason) and source.country == target.country and "type:chamber" in target.facets


def _serves(source: Document, target: Document, reason: Figures) -> bool:
    return bool(reason["region"] == source.region and f"serves:{source.region}" in target.facets)


def _research(_source: Document, target: Document, _reason: Figures) -> bool:
    types = ("university", "research_institute", "technology_centre", "innovation_centre")
    return any(f"type:{code}" in target.facets for code in types)


def _event(_source: Document, target: Document, reason: Figures) -> bool:
    return f"day:{reason['day']}" in target.facets and reason["day"] >= timezone.localdate().isoformat()


_TRUE: dict[str, Callable[[Document, Document, Figures], bool]] = {
    "other_name": _other_name,
    "words": _words,
    "category": _category,
    "process": _process,
    "material": _material,
    "meaning": _meaning,
    "certificate": _certificate,
    "language": _language,
    "answers": _answers,
    "fresh": _fresh,
    "delivery": _delivery,
    "needed_in": _delivery,
    "distance": _distance,
    "across": _across,
    "responsible": _responsible,
    "serves": _serves,
    "research": _research,
    "event": _event,
}
