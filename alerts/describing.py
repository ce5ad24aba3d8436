"""What a saved search asks for, in words; asks the database nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from alerts.lists import SearchableList, UnknownListError, list_of
from alerts.models import LONGEST_NAME, SavedSearch
from events.filters import LABELS, WHEN
from search.filters import Facet
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
    parts = [f"“{asked.text}”"] if asked.text else []
    parts += [_chosen(facet, asked, choices) for facet in kept.filterset_class.facets if asked.selected[facet.name]]
    if asked.near:
        parts.append(_("near %(postcode)s") % {"postcode": asked.near})
    if kept.code == "event" and when in LABELS:
        parts.append(str(LABELS[when]))
    return parts


def _chosen(facet: Facet, asked: Parameters, choices: Choices) -> str:
    labels = ", ".join(choices[facet.name][code] for code in asked.selected[facet.name])
    return f"{facet.label}: {labels}"


def suggested_name(kept: SearchableList, asked: Parameters, choices: Choices, when: str = "") -> str:
    """A name for a new saved search, from what it asks for."""
    parts = [part.split(": ", 1)[-1].strip("“”") for part in parts_of(kept, asked, choices, when)]
    name = f"{kept.label}: {', '.join(parts)}" if parts else str(kept.label)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
