"""The log of cooperations: begun by an answer, kept by what either side says."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from enquiries.choices import Stage, ValueBand
from enquiries.models import Conversation, Cooperation, StageReport
from organisations.models import Organisation


def begin(conversation: Conversation) -> Cooperation | None:
    """The log of a conversation, made with the first answer; None while one side is hidden from the other.

    The conversation is locked by the caller, so there is never a second one.
    """
    if conversation.is_hidden:
        return None
    cooperation, _is_new = Cooperation.objects.get_or_create(
        conversation=conversation,
        defaults=_pair(conversation.enquiry.sender, conversation.recipient),
    )
    return cooperation


@transaction.atomic
def start(*, first: Organisation, second: Organisation, actor: Any, stage: Stage) -> Cooperation:
    """A cooperation that began elsewhere, written down by one of the two; the same one once."""
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=first.pk)
    known = Cooperation.objects.filter(conversation=None, first=first, second=second).first()
    cooperation = known or Cooperation.objects.create(**_pair(first, second))
    return record(cooperation_id=cooperation.pk, organisation_id=first.pk, actor=actor, stage=stage)


@transaction.atomic
def record(
    *, cooperation_id: int, organisation_id: int, actor: Any, stage: Stage, value_band: ValueBand | str = ""
) -> Cooperation:
    """One side says how far it has come; the newest word counts. The same word twice is kept once."""
    cooperation: Cooperation = Cooperation.objects.select_for_update(of=("self",), no_key=True).get(pk=cooperation_id)
    said = cooperation.reports.filter(organisation_id=organisation_id).first()
    if said is not None and (said.stage, said.value_band) == (stage, value_band or said.value_band):
        if cooperation.stage == stage:
            return cooperation
    band = value_band or (said.value_band if said else "")
    StageReport.objects.create(
        cooperation=cooperation, organisation_id=organisation_id, stage=stage, value_band=band, by=actor
    )
    cooperation.stage, cooperation.stage_at = stage, timezone.now()
    cooperation.value_band = band or cooperation.value_band
    cooperation.save(update_fields=["stage", "stage_at", "value_band"])
    return cooperation


def _pair(first: Organisation, second: Organisation) -> dict[str, Any]:
    return {"first": first, "second": second, "countries": "-".join(sorted((first.country, second.country)))}
