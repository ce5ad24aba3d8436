"""A kind of documents that belongs to no app, and texts that hurt."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from search.registry import DocumentData, DocumentSource
from search.services import index_now

KIND = "thing"
POISON = {
    "megabyte": "Spritzguss und vstřikování plastů " * 31_000,
    "megabyte of different words": " ".join(f"w{number}x" for number in range(150_000)),
    "one long word": "x" * 1_000_000,
    "control characters": "a\x00b\x01\x1f\x7f\x85 Glas",
    "right to left": "\u202eמפעל زجاج\u202c Glas",
    "emoji": "😀👩‍🏭🇨🇿",
    "sql": "'; DROP TABLE search_document; --",
    "tsquery": "a & | ! <-> :* ( 'b' \\ glas:A",
    "many words": " ".join(f"Wort{number}" for number in range(200)),
    "lone surrogate": "Glas \ud800",
    "grows when decomposed": "\ufdfa" * 500,
    "combining": "a" + "\u0301" * 5000,
    "grows when folded": "ß" * 200,
    "signs within letters": "\u0149\u0149 \u00bd\u2075 \ufdfa",
    "blank": " \n\t",
}


class Things(DocumentSource):
    """Things that are kept in memory."""

    kind = KIND
    label = "thing"
    label_plural = "things"
    url_name = "thing"
    published: ClassVar[dict[int, DocumentData]] = {}

    def published_ids(self) -> Iterable[int]:
        return list(self.published)

    def documents(self, ids: Collection[int]) -> Iterator[DocumentData]:
        return (self.published[pk] for pk in ids if pk in self.published)

    def put(self, pk: int, **values: Any) -> None:
        """Publish thing `pk` with some values."""
        self.published[pk] = thing(pk, **values)

    def put_all(self, *many: dict[str, Any]) -> None:
        """Publish things with ids from 1 on, and index them."""
        for pk, values in enumerate(many, start=1):
            self.put(pk, **values)
        index_now(kind=KIND, ids=list(self.published))


def thing(pk: int, **values: Any) -> DocumentData:
    """A valid thing with some values."""
    title = values.pop("title", f"Thing {pk}")
    defaults: dict[str, Any] = {
        "object_id": pk,
        "slug": f"thing-{pk}",
        "title": title,
        "title_de": title,
        "original_language": "de",
        "state_de": "original",
        "state_cs": "missing",
        "published_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return DocumentData(**(defaults | values))
