"""To whom an enquiry may go, how often, and once however often the button is pressed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import OutgoingMail
from enquiries.choices import OF_ORGANISATION, ReportDecision, ReportReason, State
from enquiries.exceptions import (
    Blocked,
    EnquiryError,
    NotPublished,
    Suspended,
    TooMany,
    TooManyWaiting,
    Unreachable,
)
from enquiries.models import Conversation, Enquiry
from enquiries.services.protection import block, decide, report, unblock
from enquiries.services.sending import send
from organisations.models import Organisation
from tests.enquiries.factories import (
    answer,
    make_cipher_listing,
    make_conversation,
    make_draft,
    make_firm,
    owner_of,
)
from tests.factories import make_clerk, make_company, make_user, publish

pytestmark = pytest.mark.django_db


def test_one_enquiry_becomes_a_conversation_with_each() -> None:
    asking, owner = make_firm()
    asked = [make_firm()[0] for _ in range(3)]
    enquiry = send(sender_id=asking.pk, recipient_ids=[row.pk for row in asked], actor=owner, draft=make_draft())
    rows = Conversation.objects.filter(enquiry=enquiry)
    assert {row.recipient_id for row in rows} == {row.pk for row in asked}
    assert {row.state for row in rows} == {State.SENT}
    assert OutgoingMail.objects.count() == 3


def test_never_more_than_five() -> None:
    asking, owner = make_firm()
    asked = [make_firm()[0].pk for _ in range(6)]
    enquiry = send(sender_id=asking.pk, recipient_ids=[*asked, *asked], actor=owner, draft=make_draft())
    assert enquiry.conversations.count() == 5


def test_the_same_form_twice_is_one_enquiry() -> None:
    asking, owner = make_firm()
    asked = make_firm()[0]
    draft = make_draft(form_key=uuid4())
    first = send(sender_id=asking.pk, recipient_ids=[asked.pk], actor=owner, draft=draft)
    assert send(sender_id=asking.pk, recipient_ids=[asked.pk], actor=owner, draft=draft) == first
    assert (Enquiry.objects.count(), Conversation.objects.count(), OutgoingMail.objects.count()) == (1, 1, 1)


def attempt(sender: Organisation, *recipients: Organisation, **fields: object) -> type[EnquiryError] | None:
    try:
        send(
            sender_id=sender.pk, recipient_ids=[row.pk for row in recipients], actor=owner_of(sender),
            draft=make_draft(**fields),
        )  # fmt: skip
    except EnquiryError as error:
        return type(error)
    return None


def test_only_published_organisations_ask_and_are_asked() -> None:
    asking, asked = make_firm()[0], make_firm()[0]
    draft = make_company(owner=make_user())
    assert attempt(draft, asked) is NotPublished
    assert attempt(asking, draft) is NotPublished
    assert attempt(asking, asking) is NotPublished
    assert attempt(asking) is NotPublished
    assert not Enquiry.objects.exists()


def test_somebody_must_be_there() -> None:
    asking = make_firm()[0]
    empty = publish(make_company("Leer GmbH"))
    assert attempt(asking, empty) is Unreachable
    Organisation.objects.filter(pk=empty.pk).update(email="info@leer.example.org")
    assert attempt(asking, empty) is None
    assert OutgoingMail.objects.get().recipient == "info@leer.example.org"


def test_a_blocked_sender_is_refused_until_the_block_is_undone() -> None:
    conversation = make_conversation()
    asking, asked = conversation.enquiry.sender, conversation.recipient
    found = block(conversation_id=conversation.pk, actor=None)
    assert block(conversation_id=conversation.pk, actor=None) == found
    assert attempt(asking, asked) is Blocked
    assert attempt(asked, asking) is None
    unblock(block_id=found.pk)
    assert attempt(asking, asked) is None


def test_waiting_enquiries_are_limited_until_somebody_answers() -> None:
    first = make_conversation()
    asking, asked = first.enquiry.sender, first.recipient
    assert attempt(asking, asked) is None
    assert attempt(asking, asked) is TooManyWaiting
    answer(first)
    assert attempt(asking, asked) is None


def test_the_limit_of_a_day() -> None:
    asking, owner = make_firm()
    asked = [make_firm()[0] for _ in range(5)]
    first = send(sender_id=asking.pk, recipient_ids=[row.pk for row in asked], actor=None, draft=make_draft())
    first.conversations.update(state=State.ANSWERED)
    enquiry = Enquiry.objects.get()
    for number in range(OF_ORGANISATION // 5 - 1):
        copy = Enquiry.objects.create(
            sender=asking, subject=str(number), text="x", language="de", deadline=enquiry.deadline, form_key=uuid4()
        )
        Conversation.objects.bulk_create(
            Conversation(enquiry=copy, recipient=row, state=State.ANSWERED) for row in asked
        )
    assert attempt(asking, asked[0]) is TooMany
    Conversation.objects.update(created_at=timezone.now() - timedelta(days=1, hours=1))
    assert attempt(asking, asked[0]) is None
    assert owner


def test_an_abuse_ends_the_conversation_and_suspends_the_sender() -> None:
    conversation = make_conversation()
    made = report(conversation_id=conversation.pk, actor=None, reason=ReportReason.SPAM, text="Werbung")
    assert report(conversation_id=conversation.pk, actor=None, reason=ReportReason.FRAUD, text="") == made
    decide(report_id=made.pk, actor=make_clerk("DED2D"), decision=ReportDecision.SUSPENDED)
    conversation.refresh_from_db()
    assert (conversation.state, conversation.ended_by) == (State.CLOSED, "chamber")
    assert attempt(conversation.enquiry.sender, make_firm()[0]) is Suspended


def test_a_cipher_tells_nothing_by_refusing() -> None:
    """Blocks and waiting enquiries of the open kind do not count, so nobody can find out by trying."""
    first = make_conversation()
    asking, hidden = first.enquiry.sender, first.recipient
    attempt(asking, hidden)
    block(conversation_id=first.pk, actor=None)
    listing = make_cipher_listing(hidden)
    assert attempt(asking, listing=listing) is None
    assert attempt(asking, listing=listing) is TooManyWaiting
    about = Conversation.objects.get(is_cipher=True)
    assert about.recipient_id == hidden.pk
    block(conversation_id=about.pk, actor=None)
    assert attempt(asking, listing=listing) is Blocked
    assert attempt(asking, listing=make_cipher_listing(hidden)) is None


def test_a_cipher_that_cannot_be_asked_names_nobody() -> None:
    asking, hidden = make_firm()[0], make_firm()[0]
    listing = make_cipher_listing(hidden)
    hidden.memberships.all().delete()
    with pytest.raises(Unreachable) as error:
        send(sender_id=asking.pk, recipient_ids=[], actor=owner_of(asking), draft=make_draft(listing=listing))
    assert error.value.names == []
