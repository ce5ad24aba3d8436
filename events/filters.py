"""How the list of events is narrowed down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bilingual.choices import Language
from bilingual.text import page_language
from events.cards import CONTENTS
from events.choices import Mode, Type
from events.dates import month_text
from events.documents import next_month
from events.related import by_date, coming, past
from organisations.filters import COUNTRY, LANGUAGE, REGION, OrganisationFilterSet
from search.choices import Sort
from search.facets import cached_facet_counts
from search.filters import Facet, FacetGroup, SortOption
from search.queries import DocumentQuerySet

WHEN, COMING, PAST, ALL = "when", "coming", "past", "all"
LABELS: dict[str, str | Promise] = {COMING: _("Coming events"), PAST: _("Past events")}
FIRST_MONTH = date(2024, 1, 1)
"""In which the project began."""
MONTHS_AHEAD = 24


def month_names() -> Mapping[str, str]:
    """The months of the project and those ahead, as "2027-03" → "März 2027"."""
    return _month_names(timezone.localdate().replace(day=1), page_language())


@lru_cache(4)
def _month_names(today: date, _language: Language) -> Mapping[str, str]:
    end = (today.year * 12 + today.month - 1) + MONTHS_AHEAD
    names, day = {}, FIRST_MONTH
    while day.year * 12 + day.month - 1 <= end:
        names[f"{day:%Y-%m}"] = month_text(day)
        day = next_month(day)
    return names


TYPE = Facet(name="event", label=_("Type of event"), choices=lambda: {code: str(label) for code, label in Type.choices})
FORMAT = Facet(
    name="format", label=_("Contents"), choices=lambda: {code.value: str(label) for code, label in CONTENTS.items()}
)
MODE = Facet(
    name="mode", label=_("On site or online"), choices=lambda: {code: str(label) for code, label in Mode.choices}
)
MONTH = Facet(name="month", label=_("Month"), choices=month_names)
EVENT_LANGUAGE = Facet(name=LANGUAGE.name, label=_("Language of the event"), choices=LANGUAGE.choices)


@dataclass(frozen=True, slots=True)
class Tab:
    """Coming or past events."""

    kind: str
    label: str | Promise
    count: int
    url: str
    selected: bool


class EventFilterSet(OrganisationFilterSet):
    """Type, format, where, month and language; coming ones unless `when=past`.

    `default` is what an address without `when` means; feeds and the calendar show all.
    """

    facets: ClassVar = [TYPE, FORMAT, MONTH, REGION, COUNTRY, MODE, EVENT_LANGUAGE]
    default = COMING

    def __init__(
        self, data: QueryDict | None = None, queryset: DocumentQuerySet | None = None, *args: Any, **kwargs: Any
    ) -> None:
        given = (data or QueryDict()).get(WHEN, "")
        self.when = given if given in (COMING, PAST, ALL) else self.default
        self._documents = queryset
        narrowed = queryset if queryset is None else _in_time(queryset, self.when)
        super().__init__(data, narrowed, *args, **kwargs)
        if given and given != self.when:
            self.parameters.ignore(WHEN, given)
        if self.when != self.default:
            # not a facet of the documents, but part of every address
            self.parameters.selected[WHEN] = [self.when]

    @property
    def selected(self) -> dict[str, list[str]]:
        """The chosen codes of each facet, without the time."""
        return {name: codes for name, codes in self.parameters.selected.items() if name != WHEN}

    @property
    def hidden_when(self) -> str:
        """What a form must send along to stay in the same time; empty for the usual one."""
        return "" if self.when == self.default else self.when

    def filter_queryset(self, queryset: DocumentQuerySet) -> DocumentQuerySet:
        """By words where some are typed, else by date: the next one first, of past ones the latest."""
        found = super().filter_queryset(queryset)
        if self.ordering is not Sort.RELEVANCE or self.parameters.text:
            return found
        return by_date(found, latest_first=self.when == PAST)

    @cached_property
    def sort_options(self) -> list[SortOption]:
        """Without words the usual order is that of the dates."""
        usual = super().sort_options
        if self.parameters.text:
            return usual
        date_label = pgettext_lazy("order", "Date")
        return [
            SortOption(option.value, date_label, option.selected, option.url)
            if option.value == Sort.RELEVANCE
            else option
            for option in usual
        ]

    @cached_property
    def facet_groups(self) -> list[FacetGroup]:
        """Months in their order, not by number."""
        groups = super().facet_groups
        for group in groups:
            if group.name == MONTH.name:
                group.options.sort(key=lambda option: option.code)
        return groups

    @cached_property
    def tabs(self) -> list[Tab]:
        """Coming and past ones with the numbers that a click on them brings."""
        return [
            Tab(when, label, self._count(when), self.query_string(when=when), self.when == when)
            for when, label in LABELS.items()
        ]

    def _count(self, when: str) -> int:
        if when == self.when:
            return self.total
        if self._documents is None:
            return 0
        documents, text = _in_time(self._documents, when), self.parameters.text
        found = documents.matching(text, self.reading) if text else documents
        names = list(self.choices)
        sparse = [facet.name for facet in self.facets if facet.sparse]
        return cached_facet_counts(found, names, self.selected, sparse=sparse, version=self.version).total


class EverythingFilterSet(EventFilterSet):
    """For feeds and the calendar: past and coming ones alike."""

    default = ALL


def _in_time(documents: DocumentQuerySet, when: str) -> DocumentQuerySet:
    if when == ALL:
        return documents
    return past(documents) if when == PAST else coming(documents)
