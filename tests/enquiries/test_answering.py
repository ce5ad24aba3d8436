"""The steps of a conversation, alone and in the wrong order."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile

from accounts.models import OutgoingMail
from enquiries.choices import DeclineReason, Side, Stage, State
from enquiries.exceptions import AnsweredMeanwhile, Blocked, Ended, TooMany
from enquiries.models import Attachment, Block, Conversation, Cooperation, Message
from enquiries.services.answering import Words, close, decline, mark_read, withdraw, write
from enquiries.services.protection import block, unblock
from organisations.choices import Role
from organisations.files import CheckedFile
from tests.enquiries.factories import answer, key, mails_to, make_conversation, owner_of, reload
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def test_reading_then_answering() -> None:
    conversation = make_conversation()
    reader = owner_of(conversation.recipient)
    mark_read(conversation_id=conversation.pk, user=reader, side=Side.RECIPIENT)
    conversation = reload(conversation)
    assert conversation.state == State.READ
    first = conversation.first_read_at
    mark_read(conversation_id=conversation.pk, user=reader, side=Side.RECIPIENT)
    answer(conversation)
    conversation = reload(conversation)
    assert (conversation.state, conversation.first_read_at) == (State.ANSWERED, first)
    assert conversation.responded_at is not None
    answer(conversation, "Noch etwas.", side=Side.SENDER)
    assert reload(conversation).responded_at == conversation.responded_at


def test_the_sender_reading_changes_no_state() -> None:
    conversation = make_conversation()
    mark_read(conversation_id=conversation.pk, user=owner_of(conversation.enquiry.sender), side=Side.SENDER)
    assert reload(conversation).state == State.SENT


def test_a_second_message_of_the_sender_is_no_answer() -> None:
    conversation = make_conversation()
    answer(conversation, "Nachtrag", side=Side.SENDER)
    assert reload(conversation).state == State.SENT


def test_the_same_form_twice_is_one_message() -> None:
    conversation = make_conversation()
    same = key()
    assert answer(conversation, form_key=same) == answer(conversation, form_key=same)
    assert Message.objects.count() == 1
    assert len(mails_to(owner_of(conversation.enquiry.sender))) == 1


def test_a_colleague_who_was_quicker_is_read_first() -> None:
    conversation = make_conversation()
    colleague = make_member(conversation.recipient, role=Role.EDITOR)
    first = answer(conversation, seen=0)
    with pytest.raises(AnsweredMeanwhile):
        answer(conversation, "Auch ich.", actor=colleague, seen=0)
    answer(conversation, "Auch ich.", actor=colleague, seen=first.pk)
    assert Message.objects.count() == 2


def test_who_was_blocked_writes_no_more_here() -> None:
    conversation = make_conversation()
    block(conversation_id=conversation.pk, actor=None)
    with pytest.raises(Blocked):
        answer(conversation, "Hallo?", side=Side.SENDER)
    answer(conversation)
    unblock(block_id=Block.objects.get().pk)
    answer(conversation, "Danke.", side=Side.SENDER)
    assert Message.objects.count() == 2


def test_files_have_a_limit() -> None:
    conversation = make_conversation()
    for number in range(4):
        answer(conversation, files=[file(f"{number}-{place}.pdf") for place in range(5)])
    with pytest.raises(TooMany):
        answer(conversation, files=[file("zu-viel.pdf")])
    assert Attachment.objects.count() == 20


def file(name: str) -> CheckedFile:
    return CheckedFile(ContentFile(b"x"), name, "application/pdf", 1)


def declined(conversation: Conversation) -> Any:
    return decline(conversation_id=conversation.pk, actor=None, reason=DeclineReason.CAPACITY)


def withdrawn(conversation: Conversation) -> Any:
    return withdraw(conversation_id=conversation.pk)


def closed(conversation: Conversation) -> Any:
    return close(conversation_id=conversation.pk, side=Side.SENDER, actor=None, outcome=Stage.OFFER)


@pytest.mark.parametrize("end", [declined, withdrawn])
def test_after_the_end_nobody_writes(end: Callable[[Conversation], Any]) -> None:
    conversation = make_conversation()
    end(conversation)
    mails = OutgoingMail.objects.count()
    end(conversation)
    for side in (Side.SENDER, Side.RECIPIENT):
        with pytest.raises(Ended):
            answer(conversation, side=side)
    for other in {declined, withdrawn, closed} - {end}:
        with pytest.raises(Ended):
            other(conversation)
    assert OutgoingMail.objects.count() == mails
    conversation = reload(conversation)
    assert conversation.ended_at is not None


def test_only_what_was_answered_is_closed_with_an_outcome() -> None:
    conversation = make_conversation()
    with pytest.raises(Ended):
        closed(conversation)
    answer(conversation)
    with pytest.raises(Ended):
        declined(conversation)
    closed(conversation)
    conversation = reload(conversation)
    assert (conversation.state, conversation.outcome) == (State.CLOSED, Stage.OFFER)
    assert Cooperation.objects.get().stage == Stage.OFFER


def test_declining_with_words_is_an_answer() -> None:
    conversation = make_conversation()
    words = Words(text="Erst im März wieder.", language="de")
    decline(conversation_id=conversation.pk, actor=None, reason=DeclineReason.CAPACITY, words=words)
    conversation = reload(conversation)
    assert conversation.responded_at is not None
    assert Message.objects.get().text == "Erst im März wieder."
    mail = mails_to(owner_of(conversation.enquiry.sender))[-1]
    assert "Erst im März wieder." in mail.text


def test_a_message_of_nobody_is_kept_for_the_address_of_the_organisation() -> None:
    conversation = make_conversation()
    words = Words(text="Ja.", language="de", by_mail=True)
    message = write(conversation_id=conversation.pk, side=Side.RECIPIENT, actor=None, words=words)
    assert (message.author, message.by_mail) == (None, True)
