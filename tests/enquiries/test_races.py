"""Two things at the same moment: real threads, real transactions."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from accounts.models import OutgoingMail
from enquiries.choices import DeclineReason, Side, Stage, State
from enquiries.exceptions import AnsweredMeanwhile, Ended
from enquiries.models import Conversation, Cooperation, Enquiry, Message
from enquiries.services.answering import close, decline, withdraw
from enquiries.services.reminding import escalate, remind
from enquiries.services.revealing import agree, take_back
from enquiries.services.sending import send
from organisations.choices import Role
from tests.enquiries.factories import (
    answer,
    key,
    make_cipher,
    make_conversation,
    make_draft,
    make_firm,
    move_back,
    reload,
)
from tests.factories import make_clerk, make_member
from tests.publishing.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(4)


@pytest.fixture(autouse=True)
def _no_other_jobs(transactional_db: None) -> Iterator[None]:
    """Unmanaged tables: Django's flush leaves them alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers cascade")


def failures(results: list[Any]) -> list[type[Exception]]:
    return [type(result) for result in results if isinstance(result, Exception)]


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_double_click_sends_once(round_: int) -> None:
    asking, owner = make_firm()
    asked, draft = [make_firm()[0].pk, make_firm()[0].pk], make_draft()
    results = at_once(*[lambda: send(sender_id=asking.pk, recipient_ids=asked, actor=owner, draft=draft)] * 4)
    assert failures(results) == []
    assert len({result.pk for result in results}) == Enquiry.objects.count() == 1
    assert (Conversation.objects.count(), OutgoingMail.objects.count()) == (2, 2)


@pytest.mark.parametrize("round_", ROUNDS)
def test_two_organisations_that_ask_each_other_do_not_lock_each_other(round_: int) -> None:
    (one, first), (two, second) = make_firm(), make_firm()
    results = at_once(
        lambda: send(sender_id=one.pk, recipient_ids=[two.pk], actor=first, draft=make_draft()),
        lambda: send(sender_id=two.pk, recipient_ids=[one.pk], actor=second, draft=make_draft()),
    )
    assert failures(results) == []
    assert Conversation.objects.count() == 2


@pytest.mark.parametrize("round_", ROUNDS)
def test_two_editors_answer_at_once(round_: int) -> None:
    conversation = make_conversation()
    colleague = make_member(conversation.recipient, role=Role.EDITOR)
    results = at_once(
        lambda: answer(conversation, "Eins", seen=0), lambda: answer(conversation, "Zwei", actor=colleague, seen=0)
    )
    assert failures(results) == [AnsweredMeanwhile]
    assert Message.objects.count() == Cooperation.objects.count() == 1
    assert reload(conversation).state == State.ANSWERED


@pytest.mark.parametrize("round_", ROUNDS)
def test_the_same_answer_pressed_twice(round_: int) -> None:
    conversation, same = make_conversation(), key()
    assert failures(at_once(*[lambda: answer(conversation, form_key=same)] * 3)) == []
    assert Message.objects.count() == Cooperation.objects.count() == 1
    assert OutgoingMail.objects.filter(key__contains="-message-").count() == 1


@pytest.mark.parametrize("round_", ROUNDS)
def test_withdrawing_while_somebody_answers(round_: int) -> None:
    conversation = make_conversation()
    taken, answered = at_once(lambda: withdraw(conversation_id=conversation.pk), lambda: answer(conversation))
    assert not isinstance(taken, Exception), taken
    conversation = reload(conversation)
    assert (conversation.state, conversation.ended_by) == (State.WITHDRAWN, Side.SENDER)
    came_too_late = isinstance(answered, Ended)
    assert Message.objects.count() == (0 if came_too_late else 1)
    assert (conversation.responded_at is None) is came_too_late
    assert OutgoingMail.objects.filter(key__contains="-message-").count() == (0 if came_too_late else 1)


@pytest.mark.parametrize("round_", ROUNDS)
def test_withdrawing_declining_and_answering_have_one_end(round_: int) -> None:
    conversation = make_conversation()
    results = at_once(
        lambda: withdraw(conversation_id=conversation.pk),
        lambda: decline(conversation_id=conversation.pk, actor=None, reason=DeclineReason.RANGE),
        lambda: answer(conversation),
    )
    conversation = reload(conversation)
    assert conversation.state in {State.WITHDRAWN, State.DECLINED}
    assert set(failures(results)) <= {Ended}
    ends = OutgoingMail.objects.filter(key__contains="-withdrawn-") | OutgoingMail.objects.filter(
        key__contains="-declined-"
    )
    assert ends.count() == 1
    if conversation.state == State.DECLINED:
        assert Message.objects.count() == 0


@pytest.mark.parametrize("round_", ROUNDS)
def test_both_sides_close_at_once(round_: int) -> None:
    conversation = make_conversation()
    answer(conversation)
    results = at_once(
        lambda: close(conversation_id=conversation.pk, side=Side.SENDER, actor=None, outcome=Stage.OFFER),
        lambda: close(conversation_id=conversation.pk, side=Side.RECIPIENT, actor=None, outcome=Stage.CONTRACT),
    )
    assert failures(results) == [Ended]
    conversation = reload(conversation)
    assert Cooperation.objects.get().stage == conversation.outcome


@pytest.mark.parametrize("round_", ROUNDS)
def test_both_agree_at_once(round_: int) -> None:
    conversation, _asker, _owner = make_cipher()
    results = at_once(
        lambda: agree(conversation_id=conversation.pk, side=Side.SENDER),
        lambda: agree(conversation_id=conversation.pk, side=Side.RECIPIENT),
    )
    assert failures(results) == []
    assert reload(conversation).revealed_at is not None
    assert OutgoingMail.objects.filter(key__contains="-revealed-").count() == 2


@pytest.mark.parametrize("round_", ROUNDS)
def test_taking_back_while_the_other_agrees(round_: int) -> None:
    conversation, _asker, _owner = make_cipher()
    agree(conversation_id=conversation.pk, side=Side.RECIPIENT)
    back, _agreed = at_once(
        lambda: take_back(conversation_id=conversation.pk, side=Side.RECIPIENT),
        lambda: agree(conversation_id=conversation.pk, side=Side.SENDER),
    )
    conversation = reload(conversation)
    assert isinstance(back, Exception) is (conversation.revealed_at is not None)
    assert (conversation.recipient_agreed_at is not None) is (conversation.revealed_at is not None)


@pytest.mark.parametrize("round_", ROUNDS)
def test_two_workers_tell_once(round_: int) -> None:
    make_clerk("DED2D")
    soon = move_back(make_conversation(), 13)
    assert sorted(at_once(*[lambda: remind(conversation_id=soon.pk)] * 2)) == [False, True]
    over = move_back(make_conversation(), 15)
    assert sorted(at_once(*[lambda: escalate(conversation_id=over.pk)] * 2)) == [False, True]
    assert OutgoingMail.objects.filter(key__contains="-last-").count() == 1
    assert OutgoingMail.objects.filter(key__contains="-overdue-").count() == 2


@pytest.mark.parametrize("round_", ROUNDS)
def test_an_answer_at_the_last_moment_spares_the_chamber(round_: int) -> None:
    make_clerk("DED2D")
    over = move_back(make_conversation(), 15)
    escalated, answered = at_once(lambda: escalate(conversation_id=over.pk), lambda: answer(over))
    assert not isinstance(answered, Exception), answered
    assert (reload(over).escalated_at is not None) is escalated
    assert OutgoingMail.objects.filter(key__contains="-overdue-").exists() is escalated
