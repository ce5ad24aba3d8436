"""What a saved search asks for, in words; asks the database nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from alerts.lists import SearchableList, UnknownListError, list_of
from alerts.models import LONGEST_NAME, SavedSearch
from events.filters import LABELS, WHEN
from search.parameters import Parameters, parameters

type Choices = dict[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Description:
    """A saved search as people read it."""

    list_label: str
    url: str
    """Of the list itself; empty where there is no such list any more."""
    parts: list[str] = field(default_factory=list)
    """What narrows it: the typed words, then `Region: Görlitz`."""
    ignored: list[tuple[str, str]] = field(default_factory=list)
    """What the list does not understand any more."""


def describe(searches: Iterable[SavedSearch]) -> None:
    """Give each search its `description` in the active language."""
    known: dict[str, Choices] = {}
    for search in searches:
        search.description = _description(search, known)  # type: ignore[attr-defined]


def _description(search: SavedSearch, known: dict[str, Choices]) -> Description:
    try:
        kept = list_of(search.list)
    except UnknownListError:
        return Description(list_label=search.list, url="")
    if kept.code not in known:
        known[kept.code] = choices_of(kept)
    asked = parameters(QueryDict(search.query), known[kept.code])
    return Description(
        list_label=str(kept.label),
        url=kept.address(search.query),
        parts=parts_of(kept, asked, known[kept.code], QueryDict(search.query).get(WHEN, "")),
        ignored=asked.ignored,
    )


def choices_of(kept: SearchableList) -> Choices:
    """Code → label for each facet of a list in the active language."""
    return {facet.name: facet.choices() for facet in kept.filterset_class.facets}


def parts_of(kept: SearchableList, asked: Parameters, choices: Choices, when: str = "") -> list[str]:
    """The typed words, the chosen codes by facet, and the place."""
    parts = [_("“%(text)s”") % {"text": asked.text}] if asked.text else []
    parts += [f"{label}: {values}" for label, values in _chosen(kept, asked, choices)]
    return [*parts, *_place_and_time(kept, asked, when)]


def suggested_name(kept: SearchableList, asked: Parameters, choices: Choices, when: str = "") -> str:
    """A name for a new saved search, from what it asks for."""
    values = [asked.text, *(values for _label, values in _chosen(kept, asked, choices))]
    parts = [*filter(None, values), *_place_and_time(kept, asked, when)]
    name = f"{kept.label}: {', '.join(parts)}" if parts else str(kept.label)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _chosen(kept: SearchableList, asked: Parameters, choices: Choices) -> list[tuple[str, str]]:
    """Label of each facet in use with those of its chosen codes."""
    used = [facet for facet in kept.filterset_class.facets if asked.selected[facet.name]]
    labels = [", ".join(choices[facet.name][code] for code in asked.selected[facet.name]) for facet in used]
    return [(str(facet.label), chosen) for facet, chosen in zip(used, labels, strict=True)]


def _place_and_time(kept: SearchableList, asked: Parameters, when: str) -> list[str]:
    parts = [_("near %(postcode)s") % {"postcode": asked.near}] if asked.near else []
    return [*parts, str(LABELS[when])] if kept.code == "event" and when in LABELS else parts
