"""What an organisation says of a match; the ranking learns from it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from matching.choices import LATER_DAYS, Decision, Refusal
from matching.facts import CIPHER
from matching.models import Feedback, Match, Preference
from matching.tasks import refresh_organisation
from search.models import Document


@transaction.atomic
def decide(*, match: Match, decision: Decision, actor: Any, refusal: Refusal | str = "") -> Feedback:
    """Note the decision, in place of an earlier one; whatever else the organisation is shown follows in a job."""
    source, target = match.source.document, match.target
    said, _created = Feedback.objects.update_or_create(
        organisation_id=match.source.owner_id,
        source_kind=source.kind,
        source_id=source.object_id,
        target_kind=target.kind,
        target_id=target.object_id,
        defaults={
            "decision": decision,
            "refusal": refusal if decision == Decision.DECLINED else "",
            "until": timezone.localdate() + timedelta(days=LATER_DAYS) if decision == Decision.LATER else None,
            "codes": [facet.removeprefix("cpv:") for facet in target.facets if facet.startswith("cpv:")],
            "region": target.region,
            "target_owner_id": _owner(target),
            "actor": actor,
            "decided_at": timezone.now(),
        },
    )
    refresh_organisation.defer(owner_id=match.source.owner_id)
    return said


@transaction.atomic
def undo(*, match: Match) -> bool:
    """Forget what was said of a match; False when nothing was."""
    source, target = match.source.document, match.target
    number, _rows = Feedback.objects.filter(
        organisation=match.source.owner_id,
        source_kind=source.kind,
        source_id=source.object_id,
        target_kind=target.kind,
        target_id=target.object_id,
    ).delete()
    if number:
        refresh_organisation.defer(owner_id=match.source.owner_id)
    return bool(number)


@transaction.atomic
def prefer(*, organisation_id: int, other_side_first: bool) -> None:
    """Whether partners across the border come first; the matches follow in a job."""
    Preference.objects.update_or_create(
        organisation_id=organisation_id, defaults={"other_side_first": other_side_first}
    )
    refresh_organisation.defer(owner_id=organisation_id)


def _owner(target: Document) -> int | None:
    """Nothing is kept of who stands behind a cipher."""
    return None if CIPHER in target.facets else target.owner_id
