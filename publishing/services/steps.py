"""What owners and the operator do with an entry."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from publishing.choices import Action, ReviewReason, Status
from publishing.exceptions import AlreadyDecided
from publishing.models import ReviewItem, Revision
from publishing.registry import subject_of
from publishing.services.history import record
from publishing.services.letters import tell
from publishing.services.waiting import close_open, open_item, publish, retitle, set_status

MAY_SUBMIT = (Status.DRAFT, Status.SENT_BACK, Status.ARCHIVED)


@transaction.atomic
def created(*, kind: str, entry: Any, actor: Any) -> Revision:
    """Begin the history of a new entry."""
    return record(subject=subject_of(kind), entry=entry, action=Action.CREATED, actor=actor)


@transaction.atomic
def edited(*, kind: str, entry: Any, actor: Any) -> Revision:
    """Note an owner's edit: it is live at once where the entry is published, and then waits in the queue."""
    subject = subject_of(kind)
    if entry.status == Status.PUBLISHED:
        open_item(subject, entry, actor, ReviewReason.CHANGE)
    else:
        retitle(subject, entry)
    return record(subject=subject, entry=entry, action=Action.EDITED, actor=actor)


@transaction.atomic
def submit(*, kind: str, pk: int, actor: Any) -> ReviewItem:
    """Hand a draft, a sent-back or an archived entry over to the chamber.

    Raises AlreadyDecided when it waits already or is published.
    """
    subject = subject_of(kind)
    entry = subject.get(pk, lock=True)
    if entry.status not in MAY_SUBMIT:
        raise AlreadyDecided
    entry.submitted_at = timezone.now()
    set_status(entry, Status.SUBMITTED, "submitted_at")
    item = open_item(subject, entry, actor, ReviewReason.FIRST)
    record(subject=subject, entry=entry, action=Action.SUBMITTED, actor=actor)
    return item


@transaction.atomic
def withdraw(*, kind: str, pk: int, actor: Any) -> None:
    """Take an entry back from the review; raises AlreadyDecided when it does not wait."""
    subject = subject_of(kind)
    entry = subject.get(pk, lock=True)
    if entry.status != Status.SUBMITTED:
        raise AlreadyDecided
    set_status(entry, Status.DRAFT)
    close_open(subject, entry, actor, Action.WITHDRAWN)
    record(subject=subject, entry=entry, action=Action.WITHDRAWN, actor=actor)


@transaction.atomic
def archive(*, kind: str, pk: int, actor: Any, reason: str = "") -> Any:
    """Take an entry off the public pages; it can be submitted again. Owners are told where a reason is given.

    Raises AlreadyDecided when it is archived already.
    """
    subject = subject_of(kind)
    entry = subject.get(pk, lock=True)
    if entry.status == Status.ARCHIVED:
        raise AlreadyDecided
    set_status(entry, Status.ARCHIVED)
    close_open(subject, entry, actor, Action.ARCHIVED, reason)
    record(subject=subject, entry=entry, action=Action.ARCHIVED, actor=actor, note=reason)
    if reason:
        tell(subject, entry, "review_archived", reason)
    return entry


@transaction.atomic
def publish_unreviewed(*, kind: str, pk: int, actor: Any = None) -> Any:
    """Publish an entry that nobody has to submit, such as reference data or one without owners: counts as reviewed."""
    subject = subject_of(kind)
    entry = subject.get(pk, lock=True)
    publish(entry)
    close_open(subject, entry, actor, Action.APPROVED)
    record(subject=subject, entry=entry, action=Action.APPROVED, actor=actor)
    return entry
