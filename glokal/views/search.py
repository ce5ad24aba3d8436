"""One search over everything that can be found."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count
from django.utils.functional import Promise

from organisations.filters import COUNTRY, LANGUAGE, REGION, OrganisationFilterSet
from search.models import Document
from search.queries import DocumentQuerySet
from search.registry import sources
from search.views import DocumentListView


class SearchFilterSet(OrganisationFilterSet):
    """The facets that every kind has."""

    facets: ClassVar = [REGION, COUNTRY, LANGUAGE]


@dataclass(frozen=True, slots=True)
class Tab:
    """Results of one kind, or of all where `kind` is empty."""

    kind: str
    label: str | Promise
    count: int
    url: str
    selected: bool


class SearchView(DocumentListView):
    """Everything that fits the words, with a tab for each kind."""

    kind = ""
    filterset_class = SearchFilterSet
    template_name = "search/search.html"

    def get_documents(self) -> DocumentQuerySet:
        """Of the chosen kind, else all."""
        documents = Document.objects.for_cards()
        return documents.of_kind(self.chosen_kind) if self.chosen_kind else documents

    @property
    def chosen_kind(self) -> str:
        """The kind in the address when there is such a kind."""
        asked = self.request.GET.get("kind", "")
        return asked if asked in {source.kind for source in sources()} else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs with their counts."""
        context = super().get_context_data(**kwargs)
        return {**context, "tabs": self._tabs(context["filterset"]), "kind": self.chosen_kind}

    def _tabs(self, filterset: SearchFilterSet) -> list[Tab]:
        text = filterset.parameters.text
        found = Document.objects.all()
        if text:
            found = found.matching(text, filterset.reading)
        rows = found.with_facets(filterset.selected).order_by().values("kind").annotate(number=Count("id"))
        counts = {row["kind"]: row["number"] for row in rows}
        address = filterset.query_string()
        tabs = [
            Tab(
                source.kind,
                source.label_plural,
                counts.get(source.kind, 0),
                f"{address}{'&' if len(address) > 1 else '?'}kind={source.kind}",
                self.chosen_kind == source.kind,
            )
            for source in sources()
        ]
        return [Tab("", "", sum(counts.values()), address, not self.chosen_kind), *tabs]
