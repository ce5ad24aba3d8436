"""The steps of a conversation: read, answer, decline, withdraw, close. Each locks its row first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from enquiries.choices import FILES_OF_SIDE, MESSAGES_A_DAY, OUTCOMES, DeclineReason, Side, Stage, State
from enquiries.exceptions import AnsweredMeanwhile, Blocked, Ended, TooMany
from enquiries.models import Attachment, Block, Conversation, Message, Reader
from enquiries.services.attachments import store
from enquiries.services.cooperating import begin, record
from enquiries.services.letters import tell_ended, tell_message
from enquiries.services.locking import lock, lock_running
from organisations.files import CheckedFile


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody has typed and checked."""

    text: str
    language: str
    form_key: UUID = field(default_factory=uuid4)
    files: Sequence[CheckedFile] = ()
    by_mail: bool = False
    seen: int | None = None
    """The number of the newest message on the page that was answered; None does not ask."""


@transaction.atomic
def mark_read(*, conversation_id: int, user: Any, side: Side) -> None:
    """Somebody has the conversation open; the first one of those who were asked changes its state."""
    conversation = lock(conversation_id)
    now = timezone.now()
    Reader.objects.update_or_create(conversation=conversation, user=user, side=side, defaults={"read_at": now})
    if side == Side.RECIPIENT and conversation.state == State.SENT:
        conversation.state = State.READ
        conversation.first_read_at = conversation.first_read_at or now
        conversation.save(update_fields=["state", "first_read_at"])


@transaction.atomic
def write(*, conversation_id: int, side: Side, actor: Any, words: Words) -> Message:
    """A message of one side; the first one of those who were asked is the answer.

    The same form sent twice is one message. Raises Ended, TooMany, Blocked for a sender who was blocked, or
    AnsweredMeanwhile when a colleague has written since the page was opened.
    """
    conversation = lock(conversation_id)
    if twin := Message.objects.filter(form_key=words.form_key, conversation=conversation, side=side).first():
        return twin
    if not conversation.is_running:
        raise Ended
    _check(conversation, side, actor, words)
    message = Message.objects.create(
        conversation=conversation,
        side=side,
        author=actor,
        text=words.text,
        language=words.language,
        form_key=words.form_key,
        by_mail=words.by_mail,
    )
    # a file may carry the name of its maker, so a cipher sends none
    store(() if _is_masked(conversation, side) else words.files, message=message)
    _note(conversation, side, message)
    tell_message(conversation, message)
    return message


def _check(conversation: Conversation, side: Side, actor: Any, words: Words) -> None:
    own = conversation.messages.filter(side=side)
    if own.filter(created_at__gte=timezone.now() - timedelta(days=1)).count() >= MESSAGES_A_DAY:
        raise TooMany
    if side == Side.SENDER and blocks_of(conversation).exists():
        raise Blocked([])
    if words.files:
        files = Attachment.objects.filter(message__conversation=conversation, message__side=side).count()
        if files + len(words.files) > FILES_OF_SIDE:
            raise TooMany
    if words.seen is not None and own.filter(pk__gt=words.seen).exclude(author=actor).exists():
        raise AnsweredMeanwhile


def blocks_of(conversation: Conversation) -> Any:
    """The block by which the recipient keeps this sender away; for a cipher demand only one of this demand counts."""
    return Block.objects.filter(
        organisation=conversation.recipient_id,
        blocked=conversation.enquiry.sender_id,
        listing=conversation.enquiry.listing_id if conversation.is_cipher else None,
    )


def _is_masked(conversation: Conversation, side: Side) -> bool:
    return side == Side.RECIPIENT and conversation.is_hidden


def _note(conversation: Conversation, side: Side, message: Message) -> None:
    now = message.created_at
    conversation.changed_at = now
    if side == Side.RECIPIENT:
        conversation.recipient_wrote_at = now
        if conversation.is_waiting:
            conversation.state, conversation.responded_at = State.ANSWERED, now
            begin(conversation)
    else:
        conversation.sender_wrote_at = now
    conversation.save(update_fields=["changed_at", "recipient_wrote_at", "sender_wrote_at", "state", "responded_at"])


@transaction.atomic
def decline(*, conversation_id: int, actor: Any, reason: DeclineReason, words: Words | None = None) -> Conversation:
    """Those who were asked do not take it up; raises Ended, also when it was answered already."""
    conversation = lock(conversation_id)
    if conversation.state == State.DECLINED:
        return conversation
    if not conversation.is_waiting:
        raise Ended
    now = timezone.now()
    if words is not None and words.text:
        Message.objects.create(
            conversation=conversation, side=Side.RECIPIENT, author=actor, text=words.text, language=words.language,
            form_key=words.form_key, by_mail=words.by_mail, created_at=now,
        )  # fmt: skip
    conversation.declined_because = reason
    conversation.responded_at = conversation.recipient_wrote_at = now
    _end(conversation, State.DECLINED, Side.RECIPIENT)
    return conversation


@transaction.atomic
def withdraw(*, conversation_id: int) -> Conversation:
    """Those who asked take it back; raises Ended when it is over already."""
    conversation = lock(conversation_id)
    if conversation.state == State.WITHDRAWN:
        return conversation
    if not conversation.is_running:
        raise Ended
    conversation.sender_wrote_at = timezone.now()
    _end(conversation, State.WITHDRAWN, Side.SENDER)
    return conversation


@transaction.atomic
def close(*, conversation_id: int, side: Side, actor: Any, outcome: Stage) -> Conversation:
    """Either side says what came of it; raises Ended where nothing was answered, or it is over already."""
    conversation = lock_running(conversation_id)
    if conversation.state != State.ANSWERED or outcome not in OUTCOMES:
        raise Ended
    conversation.outcome = outcome
    if side == Side.RECIPIENT:
        conversation.recipient_wrote_at = timezone.now()
    else:
        conversation.sender_wrote_at = timezone.now()
    _end(conversation, State.CLOSED, side)
    cooperation = begin(conversation)
    if cooperation is not None:
        organisation = conversation.recipient if side == Side.RECIPIENT else conversation.enquiry.sender
        record(cooperation_id=cooperation.pk, organisation_id=organisation.pk, actor=actor, stage=outcome)
    return conversation


def end_by_chamber(conversation: Conversation) -> None:
    """The chamber ends it because of an abuse; the row is locked by the caller."""
    if conversation.is_running:
        _end(conversation, State.CLOSED, Side.CHAMBER)


def _end(conversation: Conversation, state: State, side: Side) -> None:
    conversation.state, conversation.ended_by = state, side
    conversation.ended_at = conversation.changed_at = timezone.now()
    conversation.save()
    tell_ended(conversation)
