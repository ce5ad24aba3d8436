"""Which entries of a list are new and fit, as the page of the list itself would show them."""

from datetime import datetime

from django.db.models import F, Q

from alerts.lists import SearchableList
from search.choices import Match
from search.likely import PER_PAGE
from search.queries import DocumentQuerySet

MOST_NEW = 200
"""New entries of one list that are looked at in one run, the newest; nobody reads more in a mail."""

type Found = tuple[str, int, datetime]
"""Kind, number, and when it was published."""


def new_documents(kept: SearchableList, query: str, *, since: datetime, limit: int | None = MOST_NEW) -> list[Found]:
    """What the list shows with this query and was published after `since`, newest first.

    A typed text has to stand in the entry; what is only near in meaning counts where it would stand on the first page.
    """
    filterset = kept.by_relevance(query)
    young = filterset.qs.filter(published_at__gt=since)
    if filterset.parameters.text and young.exists():
        fits = Q(pk__in=_first_page(filterset.qs))
        if filterset.match is not Match.ANY:
            fits |= Q(has_words=True)
        young = young.filter(fits)
    rows = young.order_by("-published_at", "-id").values_list("kind", "object_id", "published_at")
    return list(rows if limit is None else rows[:limit])


def _first_page(documents: DocumentQuerySet) -> list[int]:
    # by words alone, whatever the list is sorted by
    return list(documents.order_by(F("rank").desc(), "-id").values_list("pk", flat=True)[:PER_PAGE])
