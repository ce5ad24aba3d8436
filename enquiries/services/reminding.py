"""Deadlines: two reminders, then the chamber. Each locks the conversation, so that an answer always wins."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from enquiries.models import Conversation
from enquiries.services.chamber import tell_clerks
from enquiries.services.letters import tell_overdue, tell_reminder
from enquiries.services.locking import lock

DAY = timedelta(days=1)


@transaction.atomic
def remind(*, conversation_id: int) -> bool:
    """The reminder that is due now; False when it was answered, or somebody was quicker."""
    conversation = lock(conversation_id)
    today = timezone.localdate()
    rows = Conversation.objects.filter(pk=conversation_id)
    if rows.to_remind_again(today, today + DAY).exists():
        conversation.reminded_again_at, event = timezone.now(), "last"
    elif rows.to_remind(today).exists():
        conversation.reminded_at, event = timezone.now(), "halfway"
    else:
        return False
    conversation.save(update_fields=["reminded_at", "reminded_again_at"])
    tell_reminder(conversation, event)
    return True


@transaction.atomic
def escalate(*, conversation_id: int) -> bool:
    """Tell the chamber of those who were asked, and those who have asked; False when there is nothing to tell."""
    conversation = lock(conversation_id)
    if not Conversation.objects.filter(pk=conversation_id).to_escalate(timezone.localdate()).exists():
        return False
    conversation.escalated_at = timezone.now()
    conversation.save(update_fields=["escalated_at"])
    tell_clerks(conversation, "overdue", [conversation.recipient.region_id])
    tell_overdue(conversation)
    return True
