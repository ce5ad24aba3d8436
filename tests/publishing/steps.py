"""What the tests of the review do again and again."""

from typing import Any

from publishing import services
from publishing.models import ReviewItem, Revision
from tests.factories import edit, publish

DECISIONS = ["approve", "send_back", "revert"]


def actions(entry: Any) -> list[str]:
    """What was done to the entry, the oldest first."""
    return list(Revision.objects.of(entry.kind, entry.pk).order_by("id").values_list("action", flat=True))


def latest(entry: Any) -> int:
    """The newest state of the entry."""
    return Revision.objects.of(entry.kind, entry.pk).values_list("pk", flat=True)[0]


def change(entry: Any, **values: Any) -> ReviewItem:
    """A published entry with a change that waits."""
    edit(publish(entry), **values)
    return ReviewItem.objects.open().get()


def decide(decision: str, item: ReviewItem, actor: Any, **more: Any) -> None:
    """One of the three decisions."""
    reason = {} if decision == "approve" else {"reason": "Weil."}
    getattr(services, decision)(item_id=item.pk, actor=actor, **reason, **more)
