"""Why an entry fits a saved search, in the reader's words; every reason is read from the entry itself."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from alerts.lists import SearchableList, list_of
from bilingual.choices import Language
from bilingual.text import page_language
from search.filters import DocumentFilterSet
from search.marking import Marker, marker
from search.models import Document
from search.terms import expansions
from search.version import index_version

MOST_WORDS = 4
KIND = "kind"
REMEMBERED = 100


class Explainer:
    """Explains what one question found."""

    def __init__(self, kept: SearchableList, query: str) -> None:
        """Read the question as the list does, once."""
        self._filterset: DocumentFilterSet = kept.by_relevance(query)
        self.text = self._filterset.parameters.text
        self._pen = _marker(self._filterset) if self.text else None

    def measured(self, documents: Sequence[Document]) -> list[Document]:
        """The documents with what the reasons need: distance, and whether they have the words; one statement."""
        if not documents or not (self.text or self._filterset.place):
            return list(documents)
        rows = Document.objects.for_cards().measured_from(self._filterset.place)
        if self.text:
            rows = rows.ranked(self._filterset.reading)
        found = rows.in_bulk([document.pk for document in documents])
        return [found[document.pk] for document in documents if document.pk in found]

    def reasons(self, document: Document) -> list[str]:
        """Words, chosen values, distance: in the active language."""
        return [*self._words(document), *self._facets(document), *self._distance(document)]

    def _words(self, document: Document) -> list[str]:
        if self._pen is None:
            return []
        if not getattr(document, "has_words", True):
            return [_("similar in meaning to “%(text)s”") % {"text": self.text}]
        words = _marked(self._pen, document)
        if words:
            return [_("contains: %(words)s") % {"words": ", ".join(words)}]
        return [_("“%(text)s” or another word for it stands in its text") % {"text": self.text}]

    def _facets(self, document: Document) -> list[str]:
        own, reasons = set(document.facets), []
        for facet in self._filterset.facets:
            if facet.name == KIND:  # each card says it
                continue
            labels = self._filterset.choices[facet.name]
            chosen = self._filterset.selected.get(facet.name, [])
            if fitting := [labels[code] for code in chosen if f"{facet.name}:{code}" in own]:
                reasons.append(f"{facet.label}: {', '.join(fitting)}")
        return reasons

    def _distance(self, document: Document) -> list[str]:
        kilometres = getattr(document, "distance_km", None)
        if kilometres is None:
            return []
        place = self._filterset.parameters.near
        return [_("%(kilometres)d km from %(postcode)s") % {"kilometres": round(kilometres), "postcode": place}]


def explainer(code: str, query: str) -> Explainer:
    """The one for this question, at the present state of the documents and in the active language."""
    return _explainer(code, query, page_language(), index_version())


@lru_cache(REMEMBERED)
def _explainer(code: str, query: str, _language: Language, _version: int) -> Explainer:
    return Explainer(list_of(code), query)


def _marker(filterset: DocumentFilterSet) -> Marker:
    text, corrections = filterset.parameters.text, filterset.reading.corrections
    meant = tuple(word for words in corrections.values() for word in words)
    return marker(text, meant, tuple(expansions(text, filterset.version).items()))


def _marked(pen: Marker, document: Document) -> list[str]:
    """The words of the entry that are meant, as they stand there, each once."""
    texts = (document.title, document.title_de, document.title_cs, document.summary_de, document.summary_cs)
    highlights = (*document.highlights_de, *document.highlights_cs)
    words: dict[str, str] = {}
    for text in filter(None, (*texts, *highlights)):
        for start, end in pen.spans(text):
            words.setdefault(text[start:end].casefold(), text[start:end])
    return list(words.values())[:MOST_WORDS]
