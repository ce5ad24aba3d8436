"""Pages of a list: any page number leads to a page."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from search.likely import LikelyFirst
from search.models import Document
from search.queries import DocumentQuerySet
from search.ranked import Ranked


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link below the list; `number` is None for the gap between distant pages."""

    number: int | None
    url: str
    current: bool


class DocumentPaginator(Paginator):  # not generic at run time
    """A paginator that was told how many documents there are, and does not count them again."""

    def __init__(self, documents: DocumentQuerySet | Ranked | LikelyFirst, per_page: int, total: int) -> None:
        super().__init__(documents, per_page)  # type: ignore[arg-type] # is only cut: the length is known
        self.count = total

    def nearest_page(self, number: str) -> "tuple[Page[Document], bool]":
        """The page of that number, or the nearest one there is; and whether it is the one that was asked for."""
        try:
            asked = int(number)
        except ValueError:
            return self.page(1), False
        nearest = min(max(asked, 1), self.num_pages)
        return self.page(nearest), nearest == asked
