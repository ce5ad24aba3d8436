"""Who stands behind a cipher demand: told only when both sides have agreed."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from enquiries.choices import Side, State
from enquiries.exceptions import NotHidden
from enquiries.models import Conversation
from enquiries.services.cooperating import begin
from enquiries.services.letters import tell_agreed, tell_revealed
from enquiries.services.locking import lock, lock_running

FIELDS = {Side.SENDER: "sender_agreed_at", Side.RECIPIENT: "recipient_agreed_at"}


@transaction.atomic
def agree(*, conversation_id: int, side: Side) -> Conversation:
    """One side agrees; with the second one the identity is told. Raises Ended or NotHidden; twice does no harm."""
    conversation = lock_running(conversation_id)
    if not conversation.is_cipher:
        raise NotHidden
    if conversation.revealed_at is not None or getattr(conversation, FIELDS[side]) is not None:
        return conversation
    now = timezone.now()
    setattr(conversation, FIELDS[side], now)
    other_agreed = getattr(conversation, FIELDS[side.other]) is not None
    conversation.changed_at = now
    if other_agreed:
        conversation.revealed_at = now
    conversation.save(update_fields=[*FIELDS.values(), "revealed_at", "changed_at"])
    if not other_agreed:
        tell_agreed(conversation, side)
        return conversation
    if conversation.state == State.ANSWERED:
        begin(conversation)
    tell_revealed(conversation)
    return conversation


@transaction.atomic
def take_back(*, conversation_id: int, side: Side) -> Conversation:
    """One side no longer agrees; raises NotHidden when the other one has agreed meanwhile and all is told."""
    conversation = lock(conversation_id)
    if not conversation.is_hidden:
        raise NotHidden
    setattr(conversation, FIELDS[side], None)
    conversation.save(update_fields=[FIELDS[side]])
    return conversation


def agreed(conversation: Conversation, side: Side) -> Any:
    """When this side agreed; None if it has not."""
    return getattr(conversation, FIELDS[side])
