"""Against abuse: blocking a sender, reporting an enquiry, and what the chamber decides."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from enquiries.choices import ReportDecision, ReportReason
from enquiries.exceptions import AlreadyDecided
from enquiries.models import Block, Report
from enquiries.services.answering import end_by_chamber
from enquiries.services.chamber import tell_clerks_of_report
from enquiries.services.locking import lock


@transaction.atomic
def block(*, conversation_id: int, actor: Any) -> Block:
    """Those who were asked take nothing more from the sender; for a cipher demand nothing more about it."""
    conversation = lock(conversation_id)
    found, _is_new = Block.objects.get_or_create(
        organisation=conversation.recipient,
        blocked=conversation.enquiry.sender,
        listing=conversation.enquiry.listing if conversation.is_cipher else None,
        defaults={"by": actor},
    )
    return found


def unblock(*, block_id: int) -> None:
    """Take enquiries again; doing it twice does no harm."""
    Block.objects.filter(pk=block_id).delete()


@transaction.atomic
def report(*, conversation_id: int, actor: Any, reason: ReportReason, text: str) -> Report:
    """Those who were asked call it an abuse; an open report is not doubled."""
    conversation = lock(conversation_id)
    if known := conversation.reports.filter(decided_at=None).first():
        return known
    made = Report.objects.create(conversation=conversation, reporter=actor, reason=reason, text=text)
    tell_clerks_of_report(made)
    return made


@transaction.atomic
def decide(*, report_id: int, actor: Any, decision: ReportDecision, note: str = "") -> Report:
    """The chamber decides; an abuse ends the conversation for both sides. Raises AlreadyDecided."""
    conversation = lock(Report.objects.values_list("conversation_id", flat=True).get(pk=report_id))
    found: Report = Report.objects.select_related("conversation").get(pk=report_id)
    if found.decided_at is not None:
        raise AlreadyDecided
    found.decision, found.note = decision, note
    found.decided_at, found.decided_by = timezone.now(), actor
    found.save(update_fields=["decision", "note", "decided_at", "decided_by"])
    if decision != ReportDecision.DISMISSED:
        end_by_chamber(conversation)
    return found
