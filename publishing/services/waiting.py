"""The rows of the review queue: opened, kept up to date, closed. Called under the lock of the entry."""

from typing import Any

from django.utils import timezone

from publishing.choices import Action, ReviewReason, Status
from publishing.models import ReviewItem
from publishing.registry import Subject


def publish(entry: Any) -> None:
    """Show the entry to readers; the day of its first publication stays."""
    entry.published_at = entry.published_at or timezone.now()
    set_status(entry, Status.PUBLISHED, "published_at")


def set_status(entry: Any, status: Status, *fields: str) -> None:
    """Write the state, and nothing else that somebody may be editing."""
    entry.status = status
    entry.save(update_fields=["status", *fields])


def open_item(subject: Subject, entry: Any, actor: Any, reason: ReviewReason) -> ReviewItem:
    """Put the entry into the queue; one that waits keeps its place."""
    item, is_new = ReviewItem.objects.get_or_create(
        kind=subject.kind,
        object_id=entry.pk,
        closed_at=None,
        defaults={"reason": reason, "submitted_by": actor, **_shown(subject, entry)},
    )
    if not is_new:
        retitle(subject, entry)
    return item


def retitle(subject: Subject, entry: Any) -> None:
    """Let the queue follow a new name or region."""
    ReviewItem.objects.open().of(subject.kind, entry.pk).update(**_shown(subject, entry))


def close(item: ReviewItem, actor: Any, decision: Action, note: str = "") -> None:
    """Take a row out of the queue."""
    item.closed_at, item.decided_by, item.decision, item.note = timezone.now(), actor, decision, note
    item.save(update_fields=["closed_at", "decided_by", "decision", "note"])


def close_open(subject: Subject, entry: Any, actor: Any, decision: Action, note: str = "") -> None:
    """Take the entry out of the queue, if it waits."""
    for item in ReviewItem.objects.open().of(subject.kind, entry.pk).select_for_update():
        close(item, actor, decision, note)


def _shown(subject: Subject, entry: Any) -> dict[str, str]:
    return {"title": subject.title(entry), "region_code": subject.region_code(entry)}
