"""List pages over documents; apps subclass the view and name kind, filters and template."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.generic import TemplateView

from search.cards import completed
from search.choices import Match
from search.filters import DocumentFilterSet
from search.likely import PER_PAGE
from search.marking import mark_documents
from search.models import Document
from search.paging import DocumentPaginator, PageLink
from search.parameters import PAGE
from search.queries import DocumentQuerySet
from search.terms import expansions
from search.wording import Wording, wording


class DocumentListView(TemplateView):
    """A page of documents with facets, for one `kind`.

    Context: `documents` (of this page, with marks), `page`, `page_links`, `total`, `filterset`, `facet_groups`,
    `ignored`, `wording` (how a misspelt text was taken), `only_near` (no document has a typed word).
    An htmx request gets the template's partial `fragment` with the same context.
    """

    kind: str
    filterset_class: type[DocumentFilterSet]
    fragment = "results"
    paginate_by = PER_PAGE

    def get_documents(self) -> DocumentQuerySet:
        """What the list is made from, before all filters."""
        return Document.objects.of_kind(self.kind).for_cards()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = self.filterset_class(self.request.GET, self.get_documents(), request=self.request)
        page = self._page(filterset)
        documents = filterset.known(completed(page))
        return super().get_context_data(
            filterset=filterset,
            facet_groups=filterset.facet_groups,
            total=filterset.total,
            page=page,
            page_links=_page_links(page, filterset),
            # before the marks: it looks at the words as they stand
            wording=_wording(filterset, documents),
            documents=_marked(filterset, documents),
            only_near=_has_typed_words_nowhere(filterset, documents),
            ignored=filterset.ignored,
            **kwargs,
        )

    def _page(self, filterset: DocumentFilterSet) -> "Page[Document]":
        number = self.request.GET.get(PAGE, "1")
        page, as_asked = DocumentPaginator(filterset.rows, self.paginate_by, filterset.total).nearest_page(number)
        if not as_asked:
            filterset.parameters.ignore(PAGE, number)
        return page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def get_template_names(self) -> list[str]:
        headers = self.request.headers
        wants_fragment = "HX-Request" in headers and "HX-Boosted" not in headers
        if wants_fragment and "HX-History-Restore-Request" not in headers:
            return [f"{name}#{self.fragment}" for name in super().get_template_names()]
        return super().get_template_names()


def _has_typed_words_nowhere(filterset: DocumentFilterSet, documents: list[Document]) -> bool:
    if not filterset.parameters.text or filterset.match is not Match.ANY:
        return False
    return not any(getattr(document, "has_words", True) for document in documents)


def _wording(filterset: DocumentFilterSet, documents: list[Document]) -> Wording | None:
    text = filterset.parameters.text
    return wording(text, filterset.reading.corrections, documents) if text else None


def _marked(filterset: DocumentFilterSet, documents: list[Document]) -> list[Document]:
    text = filterset.parameters.text
    if text:
        mark_documents(
            documents,
            text,
            corrections=filterset.reading.corrections,
            names=expansions(text, filterset.version),
            loosely=filterset.match is Match.ANY,
        )
    return documents


def _page_links(page: "Page[Document]", filterset: DocumentFilterSet) -> list[PageLink]:
    if not page.has_other_pages():
        return []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [_page_link(number, page.number, filterset) for number in numbers]


def _page_link(number: int | str, current: int, filterset: DocumentFilterSet) -> PageLink:
    if not isinstance(number, int):
        return PageLink(None, "", current=False)
    url = filterset.query_string(page=number if number > 1 else None)
    return PageLink(number, url, number == current)
