"""Facets, search text and order of a list page, read from its address and offered to its template."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, ClassVar

import django_filters
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilingual.collation import sort_key
from bilingual.text import page_language
from search.choices import Match, Sort
from search.facets import CACHE, FacetCounts, cached_facet_counts
from search.likely import PER_PAGE, LikelyFirst
from search.models import Document
from search.parameters import NEAR, SORT, Parameters, Q, parameters
from search.picked import Picked
from search.queries import DocumentQuerySet
from search.ranked import Ranked
from search.reading import Reading, read
from search.version import index_version


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A property by which documents are narrowed down: the parameter's name, and its codes with their labels."""

    name: str
    label: str | Promise
    choices: Callable[[], Mapping[str, str]]
    """Code → label in the active language; asked once per page, so it should not ask the database each time."""
    sparse: bool = False
    """So many codes that nobody ticks them: they come by links, and only the chosen ones are shown and counted."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet; its `url` chooses it, or takes it back when it is `selected`."""

    code: str
    label: str
    count: int
    selected: bool
    address: Callable[[str], str]

    @property
    def url(self) -> str:
        """Worked out only when it is asked for: a form sends the codes without it."""
        return self.address(self.code)


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with those of its values that lead somewhere or are chosen, frequent ones first."""

    name: str
    label: str | Promise
    options: list[Option]
    selected: int
    """How many of the options are chosen."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice that narrows the list; `url` takes it back."""

    name: str
    group: str | Promise
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class SortOption:
    """An order of the list and the address that brings it."""

    value: str
    label: str | Promise
    selected: bool
    url: str


class DocumentFilterSet(django_filters.FilterSet):
    """Base of the list pages' filters: a subclass names its `facets` and knows postcodes.

    What is unknown in the address is left out and collected in `ignored`; nothing in it makes an error.
    """

    facets: ClassVar[Sequence[Facet]] = ()

    q = django_filters.CharFilter(label=_("Search for"))
    near = django_filters.CharFilter(label=_("Near postcode"))
    sort = django_filters.ChoiceFilter(label=_("Sort by"), choices=Sort.choices, empty_label=None)

    class Meta:
        model = Document
        fields: ClassVar[list[str]] = []

    def __init__(
        self,
        data: QueryDict | None = None,
        queryset: DocumentQuerySet | None = None,
        *,
        request: HttpRequest | None = None,
        prefix: str | None = None,
    ) -> None:
        self.choices = {facet.name: facet.choices() for facet in self.facets}
        self.parameters: Parameters = parameters(data or QueryDict(), self.choices)
        self.place = self._place()
        self.ordering = self._ordering()
        shown = QueryDict(self.parameters.query_string(**{SORT: self.ordering})[1:])
        super().__init__(shown, queryset, request=request, prefix=prefix)

    def resolve_postcode(self, postcode: str) -> tuple[float, float] | None:
        """Where `postcode` lies, in kilometres on the plane of `search.places`; None when nobody knows it."""
        return None

    @property
    def qs(self) -> DocumentQuerySet:
        """What `filter_queryset` gives; the form need not be asked, the parameters have been checked."""
        return self._filtered

    @cached_property
    def _filtered(self) -> DocumentQuerySet:
        return self.filter_queryset(self.queryset)

    @property
    def rows(self) -> "DocumentQuerySet | Ranked | LikelyFirst":
        """As `qs`, to be cut into pages: the quick way to the first ones, where the documents are on the shelf."""
        if self.picked is None or self.ordering is not Sort.RELEVANCE or not self.reading.vector:
            return self.qs
        likely = self.picked.likely(self.reading, self.selected)
        if PER_PAGE <= len(likely) < self.total:
            return LikelyFirst(self._ranked, likely, lambda: self.qs, self.reading)
        return self._ranked(self.picked.chosen(self.reading, self.selected))

    def _ranked(self, ids: list[int]) -> "DocumentQuerySet | Ranked":
        if self.place is None:
            first = self.picked.having(self.reading, ids) if self.picked and self.reading.ranked_by else ()
            return Ranked(ids, self.reading, first)
        ranked = self.queryset.by_rank(self.reading).measured_from(self.place).with_ids(ids)
        return ranked.sorted_by(Sort.RELEVANCE, page_language())

    def known(self, documents: list[Document]) -> list[Document]:
        """The documents of `rows`, each with `has_words`, as far as that says something about them."""
        if self.picked and self.reading.query:
            self.picked.tell_words(documents, self.reading)
        return documents

    def filter_queryset(self, queryset: DocumentQuerySet) -> DocumentQuerySet:
        """The documents that fulfil everything, in their order, with `rank` and `distance_km` where these exist."""
        found = self._found.with_facets(self.selected).measured_from(self.place)
        return found.sorted_by(self.ordering, page_language(), self.place)

    @property
    def selected(self) -> dict[str, list[str]]:
        """The chosen codes of each facet."""
        return self.parameters.selected

    @property
    def ignored(self) -> list[tuple[str, str]]:
        """(parameter, value) of everything in the address that had no effect."""
        return self.parameters.ignored

    @cached_property
    def version(self) -> int:
        """The number of the present state of all documents; one statement."""
        return index_version()

    @cached_property
    def reading(self) -> Reading:
        """How the typed text was understood; a `reading.match` that is not EXACT deserves a hint."""
        return read(self.queryset, self.parameters.text, self.version, self.picked)

    @cached_property
    def picked(self) -> Picked | None:
        """The documents on the shelf of the process; None without a text, and while nothing stands there."""
        shelf = CACHE.shelf(self.version, self._sparse) if self.parameters.text else None
        known = shelf and shelf.sparse == frozenset(self._sparse)
        return Picked(shelf, self.queryset) if shelf and known else None

    @property
    def match(self) -> Match:
        """How near the documents come to the typed text."""
        return self.reading.match

    @property
    def total(self) -> int:
        """How many documents fulfil everything."""
        return self.counted.total

    @cached_property
    def counted(self) -> FacetCounts:
        """How many documents there are in all and for each code."""
        if self.picked:
            return self.picked.counted(self.reading, list(self.choices), self.selected)
        return cached_facet_counts(
            self._found, list(self.choices), self.selected, sparse=self._sparse, version=self.version
        )

    @property
    def _sparse(self) -> list[str]:
        return [facet.name for facet in self.facets if facet.sparse]

    @cached_property
    def facet_groups(self) -> list[FacetGroup]:
        """The facets for the template, in their declared order, without those that offer nothing."""
        groups = (self._group(facet) for facet in self.facets)
        return [group for group in groups if group.options]

    @cached_property
    def active(self) -> list[Chip]:
        """Everything that narrows the list, each with the address without it."""
        asked = self.parameters
        chips = [
            Chip(facet.name, facet.label, self.choices[facet.name][code], asked.toggle(facet.name)(code))
            for facet in self.facets
            for code in asked.selected[facet.name]
        ]
        if asked.text:
            chips.insert(0, Chip(Q, _("Search for"), asked.text, asked.query_string(q=None)))
        return chips

    @cached_property
    def sort_options(self) -> list[SortOption]:
        """The orders to choose from; by distance only from a known place."""
        return [
            SortOption(sort.value, sort.label, sort is self.ordering, self.query_string(sort=sort))
            for sort in Sort
            if sort is not Sort.DISTANCE or self.place
        ]

    @property
    def facet_parameters(self) -> list[tuple[str, str]]:
        """(name, code) of the chosen codes, for hidden fields of a search form."""
        return [(name, code) for name, codes in self.selected.items() for code in codes]

    def query_string(self, **changes: Any) -> str:
        """The page's address from `?` on, with all filters and some changes (None removes); always page 1."""
        return self.parameters.query_string(**changes)

    @cached_property
    def _found(self) -> DocumentQuerySet:
        documents: DocumentQuerySet = self.queryset
        text = self.parameters.text
        return documents.matching(text, self.reading) if text else documents

    def _place(self) -> tuple[float, float] | None:
        postcode = self.parameters.near
        place = self.resolve_postcode(postcode) if postcode else None
        if postcode and place is None:
            self.parameters.ignore(NEAR, postcode)
            self.parameters.near = ""
        return place

    def _ordering(self) -> Sort:
        if self.parameters.sort is Sort.DISTANCE and self.place is None:
            self.parameters.ignore(SORT, Sort.DISTANCE.value)
            self.parameters.sort = None
        return self.parameters.sort or (Sort.DISTANCE if self.place else Sort.RELEVANCE)

    def _group(self, facet: Facet) -> FacetGroup:
        counts, chosen = self.counted.counts[facet.name], self.selected[facet.name]
        address, labels = self.parameters.toggle(facet.name), self.choices[facet.name]
        shown = chosen if facet.sparse else [code for code in labels if code in counts or code in chosen]
        options = [Option(code, labels[code], counts.get(code, 0), code in chosen, address) for code in shown]
        language = page_language()
        options.sort(key=lambda option: (-option.count, _sort_key(option.label, language)))
        return FacetGroup(facet.name, facet.label, options, len(chosen))


# labels come again on every page
_sort_key = lru_cache(20_000)(sort_key)
