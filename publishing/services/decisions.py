"""What clerks decide about entries that wait."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from publishing.choices import Action, ReviewReason, Status
from publishing.exceptions import AlreadyDecided, ChangedMeanwhile, NotResponsible
from publishing.models import ReviewItem, Revision
from publishing.queries import looks_after
from publishing.registry import Subject, subject_of
from publishing.services.history import record
from publishing.services.letters import note_for, tell
from publishing.services.waiting import close, close_open, publish, retitle, set_status


@transaction.atomic
def approve(*, item_id: int, actor: Any, revision_id: int | None = None) -> Any:
    """Publish what waits. `revision_id`: the state the clerk has read.

    Raises NotResponsible, AlreadyDecided, or ChangedMeanwhile when a newer state waits.
    """
    subject, entry, item = _decide(item_id, actor, revision_id)
    if item.reason == ReviewReason.FIRST:
        publish(entry)
    close(item, actor, Action.APPROVED)
    record(subject=subject, entry=entry, action=Action.APPROVED, actor=actor)
    if item.reason == ReviewReason.FIRST:
        tell(subject, entry, "review_approved")
    return entry


@transaction.atomic
def send_back(
    *, item_id: int, actor: Any, reason: str, standard: Iterable[str] = (), revision_id: int | None = None
) -> Any:
    """Return a first publication to its owners with a reason; raises as `approve`.

    `standard`: codes of StandardReason, which every owner reads in the own language.
    """
    subject, entry, item = _decide(item_id, actor, revision_id)
    if item.reason != ReviewReason.FIRST:
        raise AlreadyDecided
    note = note_for(subject, entry, reason, standard)
    set_status(entry, Status.SENT_BACK)
    close(item, actor, Action.SENT_BACK, note)
    record(subject=subject, entry=entry, action=Action.SENT_BACK, actor=actor, note=note)
    tell(subject, entry, "review_sent_back", reason, standard)
    return entry


@transaction.atomic
def revert(
    *, item_id: int, actor: Any, reason: str, standard: Iterable[str] = (), revision_id: int | None = None
) -> Any:
    """Bring a published entry back to its last reviewed state, with a reason; raises as `send_back`."""
    subject, entry, item = _decide(item_id, actor, revision_id)
    reviewed = Revision.objects.of(subject.kind, entry.pk).reviewed().first()
    if item.reason != ReviewReason.CHANGE or reviewed is None:
        raise AlreadyDecided
    note = note_for(subject, entry, reason, standard)
    subject.restore(entry, reviewed.snapshot)
    close(item, actor, Action.REVERTED, note)
    record(subject=subject, entry=entry, action=Action.REVERTED, actor=actor, note=note)
    tell(subject, entry, "review_reverted", reason, standard)
    return entry


@transaction.atomic
def corrected(*, kind: str, entry: Any, actor: Any, region_before: str | None = None) -> Revision:
    """Note a clerk's own edit: it counts as reviewed and closes a waiting change. Raises NotResponsible.

    `region_before`: where the entry lay before the edit, so that a clerk can hand a misplaced one over to its region.
    """
    subject = subject_of(kind)
    if not looks_after(actor, subject.region_code(entry) if region_before is None else region_before):
        raise NotResponsible
    if entry.status == Status.PUBLISHED:
        close_open(subject, entry, actor, Action.CORRECTED)
    else:
        retitle(subject, entry)
    return record(subject=subject, entry=entry, action=Action.CORRECTED, actor=actor)


def _decide(item_id: int, actor: Any, revision_id: int | None) -> tuple[Subject, Any, ReviewItem]:
    """Lock the review and its entry for a decision of `actor`."""
    seen = ReviewItem.objects.get(pk=item_id)
    subject = subject_of(seen.kind)
    # the entry first, as every other service does: two orders of locks would deadlock
    entry = subject.get(seen.object_id, lock=True)
    item = ReviewItem.objects.select_for_update().get(pk=item_id)
    if not looks_after(actor, item.region_code):
        raise NotResponsible
    if item.closed_at:
        raise AlreadyDecided
    latest = Revision.objects.of(subject.kind, entry.pk).values_list("id", flat=True).first()
    if revision_id is not None and revision_id != latest:
        raise ChangedMeanwhile
    return subject, entry, item
