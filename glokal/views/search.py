"""One search over everything that can be found."""

from dataclasses import dataclass
from typing import Any

from glokal.filters import KIND_NAME, SearchFilterSet
from glokal.ways_on import ways_on
from search.models import Document
from search.queries import DocumentQuerySet
from search.views import DocumentListView


@dataclass(frozen=True, slots=True)
class Tab:
    """Results of one kind, or of all where `kind` is empty."""

    kind: str
    label: str
    count: int
    url: str
    selected: bool


class SearchView(DocumentListView):
    """Everything that fits the words, with a tab for each kind and ways on where little was found."""

    filterset_class = SearchFilterSet
    template_name = "search/search.html"

    def get_documents(self) -> DocumentQuerySet:
        """Of all kinds."""
        return Document.objects.for_cards()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs with their counts, and where to go on."""
        context = super().get_context_data(**kwargs)
        filterset: SearchFilterSet = context["filterset"]
        has_words = any(getattr(document, "has_words", True) for document in context["documents"])
        return {**context, "tabs": _tabs(filterset), "ways": ways_on(filterset, has_words=has_words)}


def _tabs(filterset: SearchFilterSet) -> list[Tab]:
    """Every entry is of one kind, so all of them are the sum."""
    counts, chosen = filterset.counted.counts[KIND_NAME], filterset.kinds
    tabs = [
        Tab(kind, label, counts.get(kind, 0), filterset.query_string(kind=kind), chosen == [kind])
        for kind, label in filterset.choices[KIND_NAME].items()
    ]
    everything = Tab("", "", sum(counts.values()), filterset.query_string(kind=None), not chosen)
    return [everything, *tabs]
