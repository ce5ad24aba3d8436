"""All that a clerk reads before a decision about one entry."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from bilingual.choices import Language, TextState
from publishing.choices import ReviewReason, Status
from publishing.diff import Row, rows
from publishing.models import ReviewItem, Revision
from publishing.registry import Subject, subject_of

HISTORY = 10


@dataclass(frozen=True, slots=True)
class Dossier:
    """An entry in the queue: its newest state, the one a clerk has last seen, and what lies between."""

    item: ReviewItem
    subject: Subject
    entry: Any
    latest: Revision
    seen: Revision | None
    rows: list[Row]
    history: list[Revision]

    @property
    def changed(self) -> list[Row]:
        """What differs from the state that a clerk has last seen."""
        return [row for row in self.rows if row.is_changed]

    @property
    def unchanged(self) -> list[Row]:
        """Everything else."""
        return [row for row in self.rows if not row.is_changed]

    @property
    def states(self) -> list[tuple[Language, TextState]]:
        """How far the texts are in each language."""
        return [(language, self.entry.state(language)) for language in Language]

    @property
    def owners(self) -> list[Any]:
        """Who is told of the decision."""
        return list(self.subject.owners(self.entry))

    @property
    def can_revert(self) -> bool:
        """Whether there is a reviewed state to go back to."""
        return self.item.reason == ReviewReason.CHANGE and self.seen is not None

    @property
    def is_public(self) -> bool:
        """Whether readers see the entry now."""
        return bool(self.entry.status == Status.PUBLISHED)


def dossier(item: ReviewItem) -> Dossier | None:
    """What to read about `item`; None where the entry no longer exists."""
    subject = subject_of(item.kind)
    try:
        entry = subject.get(item.object_id)
    except ObjectDoesNotExist:
        return None
    revisions = Revision.objects.of(item.kind, item.object_id)
    latest = revisions.first()
    if latest is None:
        return None
    seen = _last_seen(item, latest)
    history = list(revisions.select_related("actor").defer("snapshot")[:HISTORY])
    before = seen.snapshot if seen else None
    return Dossier(item, subject, entry, latest, seen, rows(subject, before, latest.snapshot), history)


def _last_seen(item: ReviewItem, latest: Revision) -> Revision | None:
    """The state to compare with: for a change the reviewed one, to which it can be reverted."""
    earlier = Revision.objects.of(item.kind, item.object_id).filter(pk__lt=latest.pk)
    if item.reason == ReviewReason.CHANGE:
        # a correction of a waiting change decides it, so the newest reviewed state is always an earlier one
        return earlier.reviewed().first()
    return earlier.seen().first()
