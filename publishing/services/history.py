"""The history of entries."""

from typing import Any

from publishing.choices import Action
from publishing.models import Revision
from publishing.registry import Subject


def record(*, subject: Subject, entry: Any, action: Action, actor: Any, note: str = "") -> Revision:
    """Write the entry's present state into its history and let the search follow."""
    subject.changed(entry)
    return Revision.objects.create(
        kind=subject.kind,
        object_id=entry.pk,
        action=action,
        actor=actor,
        note=note,
        snapshot=subject.snapshot(entry),
    )
