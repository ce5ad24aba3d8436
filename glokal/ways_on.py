"""Where a search goes on that has found little or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from bilingual.choices import Language
from bilingual.text import page_language
from glokal.filters import SearchFilterSet
from institutions.choices import InstitutionType
from listings.choices import Direction
from organisations.choices import Kind
from organisations.reference import capability_names
from search import categories
from search.analysis.dictionary import knows
from search.analysis.forms import all_parts
from search.analysis.tokens import tokens
from search.cards import address
from search.models import Document
from search.terms import expansions

FEW = 3
MOST_CATEGORIES = 5
MOST_CHAMBERS = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A link with what it brings: a number of entries, or None where nobody has counted."""

    label: str
    url: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class WaysOn:
    """All that still leads somewhere."""

    without: list[Way]
    """The same search without one of the filters; only those that find something."""
    categories: list[Way]
    chambers: list[Way]
    demand_url: str
    term_url: str


def ways_on(filterset: SearchFilterSet, *, has_words: bool) -> WaysOn | None:
    """Ways on where at most a few entries were found, or none that has the words; two statements, only for none."""
    text, total = filterset.parameters.text, filterset.total
    if not (text or any(filterset.selected.values())) or (total > FEW and has_words):
        return None
    codes = _suggested(filterset.reading.meant or text) if _says_something(filterset) else ()
    region = next(iter(filterset.selected.get("region", [])), "")
    return WaysOn(
        without=[] if total else _without(filterset),
        categories=_categories(codes),
        chambers=_chambers(filterset.version, region, page_language()) if region and not total else [],
        demand_url=_demand(text, filterset.selected.get("cpv", [])),
        term_url=f"{reverse('suggest_term')}?{urlencode({'q': text})}" if text else "",
    )


def _says_something(filterset: SearchFilterSet) -> bool:
    """Whether some typed word is known: the nearest category of mere letters would be a joke."""
    text = filterset.parameters.text
    if not text or filterset.reading.corrections or expansions(text, filterset.version):
        return bool(text)
    words = {part for word in tokens(text) for part in (word, *all_parts(word))}
    return any(knows(word, language) for word in words for language in Language)


@lru_cache(500)
def _suggested(meant: str) -> tuple[str, ...]:
    """The names of all categories are compared, for each text once; they come with the program."""
    return tuple(categories.suggest(meant, limit=MOST_CATEGORIES))


def _categories(codes: Sequence[str]) -> list[Way]:
    names = capability_names()
    return [Way(names[code], f"{reverse('search')}?{urlencode({'cpv': code})}") for code in codes if code in names]


def _demand(text: str, codes: list[str]) -> str:
    asked = [("kind", Direction.DEMAND.value), *([("title", text)] if text else []), *(("cpv", code) for code in codes)]
    return f"{reverse('listing_new')}?{urlencode(asked)}"


def _without(filterset: SearchFilterSet) -> list[Way]:
    """What the search would find without the choices of one facet; one statement."""
    chosen = {name: codes for name, codes in filterset.selected.items() if codes}
    if not chosen:
        return []
    counts: Mapping[str, int] = filterset.found.order_by().aggregate(
        **{f"without_{name}": Count("id", filter=_all_but(name, chosen)) for name in chosen},
        without_all=Count("id"),
    )
    ways = [_way(filterset, name, counts[f"without_{name}"]) for name in chosen]
    if len(chosen) > 1:
        ways.append(Way("", filterset.query_string(**dict.fromkeys(chosen)), counts["without_all"]))
    return [way for way in ways if way.number]


def _all_but(left_out: str, chosen: Mapping[str, list[str]]) -> Q:
    wanted = Q()
    for name, codes in chosen.items():
        if name != left_out:
            wanted &= Q(facets__overlap=[f"{name}:{code}" for code in codes])
    return wanted


def _way(filterset: SearchFilterSet, name: str, number: int) -> Way:
    labels = [filterset.choices[name][code] for code in filterset.selected[name]]
    return Way(", ".join(labels), filterset.query_string(**{name: None}), number)


@lru_cache(200)
def _chambers(version: int, region: str, _language: Language) -> list[Way]:
    """Whom to ask in a region; one statement for each state of the documents."""
    wanted = {"type": [InstitutionType.CHAMBER.value], "region": [region]}
    found = Document.objects.of_kind(Kind.INSTITUTION).for_cards().with_facets(wanted)
    return [Way(document.title, address(document)) for document in found.order_by("id")[:MOST_CHAMBERS]]
