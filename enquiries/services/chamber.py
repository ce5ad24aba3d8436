"""The chamber: told of what nobody answers, asked to mediate, and writing to both sides."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from bilingual.links import path_in
from enquiries.choices import Side
from enquiries.models import Conversation, Message, Report
from enquiries.services.letters import tell_mediation, tell_message
from enquiries.services.locking import lock
from enquiries.services.posting import Letter, deliver
from publishing.models import Responsibility


@transaction.atomic
def ask_for_mediation(*, conversation_id: int, side: Side) -> Conversation:
    """A side asks the chamber to help, which may then read what was written; asking twice does no harm."""
    conversation = lock(conversation_id)
    if conversation.mediation_at is not None:
        return conversation
    conversation.mediation_at, conversation.mediation_side = timezone.now(), side
    conversation.handled_at = conversation.handled_by_id = None
    conversation.save(update_fields=["mediation_at", "mediation_side", "handled_at", "handled_by"])
    regions = [conversation.recipient.region_id]
    if not conversation.is_hidden:
        regions.append(conversation.enquiry.sender.region_id)
    tell_clerks(conversation, "mediation", regions)
    tell_mediation(conversation, side)
    return conversation


@transaction.atomic
def write_as_chamber(*, conversation_id: int, actor: Any, text: str, language: str, form_key: UUID) -> Message:
    """A clerk writes to both sides; the same form sent twice is one message."""
    conversation = lock(conversation_id)
    if twin := Message.objects.filter(form_key=form_key, conversation=conversation).first():
        return twin
    message = Message.objects.create(
        conversation=conversation, side=Side.CHAMBER, author=actor, text=text, language=language, form_key=form_key
    )
    now = message.created_at
    conversation.changed_at = conversation.sender_wrote_at = conversation.recipient_wrote_at = now
    conversation.handled_at, conversation.handled_by = now, actor
    conversation.save(update_fields=["changed_at", "sender_wrote_at", "recipient_wrote_at", "handled_at", "handled_by"])
    tell_message(conversation, message)
    return message


@transaction.atomic
def mark_handled(*, conversation_id: int, actor: Any) -> Conversation:
    """A clerk has looked after it, for example by phone."""
    conversation = lock(conversation_id)
    if conversation.handled_at is None:
        conversation.handled_at, conversation.handled_by = timezone.now(), actor
        conversation.save(update_fields=["handled_at", "handled_by"])
    return conversation


def tell_clerks(conversation: Conversation, event: str, regions: list[str | None]) -> None:
    """A mail to the clerks of these regions: who, when and about what, never what was written."""
    path = ("admin:enquiries_conversation_change", conversation.pk)
    _tell(conversation, event, regions, path, f"enquiry-{conversation.pk}-{event}")


def tell_clerks_of_report(report: Report) -> None:
    """A mail to the clerks who decide about a report."""
    path = ("admin:enquiries_report_change", report.pk)
    _tell(report.conversation, "report", [report.conversation.recipient.region_id], path, f"report-{report.pk}")


def _tell(conversation: Conversation, event: str, regions: list[str | None], path: tuple[Any, ...], key: str) -> None:
    codes = [code for code in regions if code]
    rows = Responsibility.objects.current().filter(region_code__in=codes, user__is_active=True, user__is_staff=True)
    clerks = {row.user_id: row.user for row in rows.select_related("user")}
    for clerk in clerks.values():
        language = clerk.preferred_language
        with override(language):
            letter = _letter(conversation, event, path_in(language, *path))
        deliver(clerk.email, language, letter, key=f"{key}-clerk{clerk.pk}", user=clerk, purpose="enquiry_chamber")


def _letter(conversation: Conversation, event: str, path: str) -> Letter:
    subject = conversation.enquiry.subject
    heads = {
        "overdue": (
            _("Unanswered enquiry: %(subject)s"),
            _(
                "An enquiry to an organisation of your region was not answered by the date wished. "
                "Perhaps a call helps."
            ),
        ),
        "mediation": (
            _("Please mediate: %(subject)s"),
            _("One of the two sides asks the chamber to mediate. You can now read the conversation and write to both."),
        ),
        "report": (
            _("Reported enquiry: %(subject)s"),
            _("An organisation of your region has reported an enquiry as an abuse. Please decide."),
        ),
    }
    head, sentence = heads[event]
    return Letter(
        subject=head % {"subject": subject},
        paragraphs=[sentence],
        facts=[
            (_("Who asks"), conversation.enquiry.sender.name),
            (_("Who was asked"), conversation.recipient.name),
            (_("Subject"), subject),
            (_("Sent on"), date_format(timezone.localdate(conversation.created_at))),
            (_("Answer wished until"), date_format(conversation.enquiry.deadline)),
        ],
        button=_("Open in the administration"),
        path=path,
        reason=_("You receive this e-mail because you look after this region."),
    )
