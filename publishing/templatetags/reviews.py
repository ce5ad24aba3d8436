"""The review in templates."""

from typing import Any, NamedTuple

from django import template

from publishing.admin.access import is_clerk
from publishing.models import ReviewItem
from publishing.registry import region_names, subject_of
from publishing.waiting import waiting_text

register = template.Library()
SHOWN = 15


class Waiting(NamedTuple):
    """The top of the queue as one clerk sees it."""

    is_clerk: bool
    items: list[ReviewItem]
    has_more: bool


@register.simple_tag
def waiting_reviews(user: Any) -> Waiting:
    """`{% waiting_reviews user as queue %}`: what waits for the clerk, as much as fits on the first page."""
    queue = ReviewItem.objects.open().visible_to(user).own_first(user).select_related("submitted_by")
    items = list(queue[: SHOWN + 1])
    return Waiting(is_clerk(user), items[:SHOWN], len(items) > SHOWN)


@register.filter
def kind_label(item: ReviewItem) -> str:
    """The kind of an entry."""
    return str(subject_of(item.kind).label)


@register.filter
def region_label(code: str) -> str:
    """The name of a region."""
    return region_names().get(code, code)


@register.filter
def waiting_since(item: ReviewItem) -> str:
    """Since when an entry waits, in days, too."""
    return waiting_text(item)
