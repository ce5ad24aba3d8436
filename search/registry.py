"""Which kinds of things can be found; each app says so in its `documents.py`."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from bilingual.choices import Language, TextState
from search.analysis import Weight

if TYPE_CHECKING:
    from search.models import Document


class UnknownKindError(LookupError):
    """No app has registered documents of this kind."""


@dataclass(frozen=True, kw_only=True)
class DocumentData:
    """What an app says of one published thing; the fields mean what those of `search.models.Document` mean.

    The titles can be found by themselves (weight A); `texts` are all other texts that find it, with their weight.
    """

    object_id: int
    slug: str
    title: str
    title_de: str = ""
    title_cs: str = ""
    summary_de: str = ""
    summary_cs: str = ""
    highlights_de: Collection[str] = ()
    highlights_cs: Collection[str] = ()
    original_language: Language | str
    state_de: TextState | str
    state_cs: TextState | str
    owner_id: int | None = None
    place: str = ""
    country: str = ""
    region: str = ""
    x_km: float | None = None
    y_km: float | None = None
    facets: Collection[str] = ()
    texts: Collection[tuple[str, Weight]] = ()
    is_example: bool = False
    published_at: datetime
    confirmed_at: datetime | None = None


class DocumentSource(ABC):
    """One kind of findable things."""

    kind: str
    label: str | Promise
    label_plural: str | Promise
    url_name: str
    """Name of the detail page, which takes the `slug`."""
    names_mean_something = True
    """Whether a title says what the thing is, and not only what it is called."""
    card: str = "components/card.html"
    """Template of its entry in a list; see `search.cards`."""

    def complete(self, documents: Sequence["Document"]) -> None:
        """Fetch for the documents of a page what their cards show beyond them, in a fixed number of queries."""
        return

    def card_values(self, document: "Document") -> Mapping[str, str]:
        """What else the template of the card prints, or prints instead; taken from the completed document."""
        return {}

    def card_shape(self, document: "Document") -> Mapping[str, Hashable]:
        """What else the template of the card may decide by: few values, taken from the completed document."""
        return {}

    @abstractmethod
    def published_ids(self) -> Iterable[int]:
        """The ids of everything that is published, in one query and any order."""

    @abstractmethod
    def documents(self, ids: Collection[int]) -> Iterator[DocumentData]:
        """Those of `ids` that are published, in a number of queries that does not depend on how many they are."""


_sources: dict[str, DocumentSource] = {}


def register[Source: type[DocumentSource]](source: Source) -> Source:
    """Class decorator: make the things of `source` findable."""
    _sources[source.kind] = source()
    return source


def unregister(kind: str) -> None:
    """Forget the source of `kind`; its documents stay until they are rebuilt."""
    _sources.pop(kind, None)


def sources() -> list[DocumentSource]:
    """All registered sources in the order of the installed apps."""
    return list(_sources.values())


def source_of(kind: str) -> DocumentSource:
    """The source of `kind`; raises UnknownKindError when there is none."""
    try:
        return _sources[kind]
    except KeyError:
        raise UnknownKindError(f"No documents.py registers the kind {kind!r}.") from None
