"""The lists that can be kept; higher apps add theirs in their `saved_lists.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from companies.filters import CompanyFilterSet
from events.filters import EventFilterSet
from institutions.filters import InstitutionFilterSet
from listings.filters import ListingFilterSet
from search.choices import Sort
from search.filters import DocumentFilterSet
from search.models import Document
from search.parameters import SORT
from search.queries import DocumentQuerySet


@dataclass(frozen=True, kw_only=True)
class SearchableList:
    """A list page whose filters can be kept."""

    code: str
    label: str | Promise
    url_name: str
    filterset_class: type[DocumentFilterSet]
    kind: str = ""
    """Of the documents; empty for all."""

    def documents(self) -> DocumentQuerySet:
        """What the list is made from, before all filters."""
        documents: DocumentQuerySet = Document.objects.for_cards()
        return documents.of_kind(self.kind) if self.kind else documents

    def filterset(self, query: str, **changes: str) -> DocumentFilterSet:
        """The list's own filters, set to `query` with some changes."""
        data = QueryDict(query, mutable=True)
        for name, value in changes.items():
            data[name] = value
        return self.filterset_class(data, self.documents())

    def by_relevance(self, query: str) -> DocumentFilterSet:
        """As `filterset`, in the order in which the best come first."""
        return self.filterset(query, **{SORT: Sort.RELEVANCE.value})

    def address(self, query: str) -> str:
        """The page of the list in the active language."""
        path = reverse(self.url_name)
        return f"{path}?{query}" if query else path


class UnknownListError(LookupError):
    """Nobody has registered such a list."""


_lists: dict[str, SearchableList] = {}


def register(kept: SearchableList) -> None:
    """Let this list be kept."""
    _lists[kept.code] = kept


def lists() -> Mapping[str, SearchableList]:
    """All lists by their codes."""
    return _lists


def list_of(code: str) -> SearchableList:
    """The list with this code; raises UnknownListError."""
    try:
        return _lists[code]
    except KeyError:
        raise UnknownListError(code) from None


def code_of(filterset: object) -> str:
    """The code of the list that these filters belong to; empty for one that cannot be kept."""
    return next((code for code, kept in _lists.items() if type(filterset) is kept.filterset_class), "")


def normal_query(filterset: DocumentFilterSet) -> str:
    """The parameters of a list as it understood them: without what is unknown, and without the page."""
    return filterset.query_string().removeprefix("?")


def fingerprint(code: str, filterset: DocumentFilterSet) -> str:
    """The same for lists that show the same entries, in whichever order."""
    codes = {name: sorted(chosen) for name, chosen in filterset.parameters.selected.items()}
    same = filterset.query_string(**{**codes, SORT: None})
    return sha256(f"{code} {same}".encode()).hexdigest()


register(
    SearchableList(
        code="company",
        label=_("Companies"),
        url_name="company_list",
        filterset_class=CompanyFilterSet,
        kind="company",
    )
)
register(
    SearchableList(
        code="institution",
        label=_("Institutions"),
        url_name="institution_list",
        filterset_class=InstitutionFilterSet,
        kind="institution",
    )
)
register(
    SearchableList(
        code="listing",
        label=_("Offers and demands"),
        url_name="listing_list",
        filterset_class=ListingFilterSet,
        kind="listing",
    )
)
register(
    SearchableList(code="event", label=_("Events"), url_name="event_list", filterset_class=EventFilterSet, kind="event")
)
