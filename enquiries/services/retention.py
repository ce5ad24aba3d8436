"""Texts do not stay for ever: after two years without a word they are deleted, and the figures stay."""

from django.db import transaction
from django.utils import timezone

from enquiries.choices import TEXTS_KEPT, State
from enquiries.models import Attachment, Conversation, Enquiry, Message, Reader
from enquiries.services.attachments import delete
from enquiries.services.locking import lock


def due_conversations() -> list[int]:
    """The numbers of those whose texts are to be deleted."""
    rows = Conversation.objects.to_empty(timezone.now() - TEXTS_KEPT)
    return list(rows.order_by("changed_at").values_list("pk", flat=True))


@transaction.atomic
def empty(*, conversation_id: int) -> bool:
    """Delete texts, files and who has written and read; False when somebody has written meanwhile.

    The enquiry itself goes when the last of its conversations goes.
    """
    conversation = lock(conversation_id)
    if not Conversation.objects.filter(pk=conversation_id).to_empty(timezone.now() - TEXTS_KEPT).exists():
        return False
    now = timezone.now()
    if conversation.is_running:
        conversation.state, conversation.ended_at, conversation.ended_by = State.CLOSED, now, ""
    conversation.emptied_at = now
    conversation.save(update_fields=["state", "ended_at", "ended_by", "emptied_at"])
    delete(Attachment.objects.filter(message__conversation=conversation))
    Message.objects.filter(conversation=conversation).update(text="", author=None)
    Reader.objects.filter(conversation=conversation).delete()
    conversation.reports.update(text="", note="", reporter=None)
    if not Conversation.objects.filter(enquiry=conversation.enquiry_id, emptied_at=None).exists():
        delete(Attachment.objects.filter(enquiry=conversation.enquiry_id))
        Enquiry.objects.filter(pk=conversation.enquiry_id).update(subject="", text="", author=None)
    return True
