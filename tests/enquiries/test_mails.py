"""Mails, read as their readers read them."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Notification, OutgoingMail
from enquiries.choices import Side, State
from enquiries.models import Conversation, Message
from enquiries.services.chamber import ask_for_mediation, write_as_chamber
from enquiries.services.reminding import escalate, remind
from enquiries.services.retention import due_conversations, empty
from enquiries.tasks import watch_enquiries
from organisations.choices import Role
from tests.enquiries.factories import (
    answer,
    key,
    mails_to,
    make_conversation,
    make_firm,
    move_back,
    owner_of,
    reload,
)
from tests.factories import make_clerk, make_member

pytestmark = pytest.mark.django_db
CZECH: dict[str, Any] = {"language": "cs", "region": "CZ041"}


@pytest.mark.parametrize(
    ("language", "region", "words"), [("de", "DED2D", "Guten Tag,"), ("cs", "CZ041", "Dobrý den,")]
)
def test_each_reads_in_the_own_language(language: str, region: str, words: str) -> None:
    conversation = make_conversation(recipient=make_firm(language=language, region=region)[0])
    mail = mails_to(owner_of(conversation.recipient))[0]
    assert (mail.language, mail.headers) == (language, {"Reply-To": settings.DEFAULT_FROM_EMAIL})
    for text in (words, conversation.enquiry.subject, conversation.enquiry.text, conversation.enquiry.sender.name):
        assert text in mail.text
        assert text in mail.html or text == words
    assert f"{settings.SITE_URL}/{language}/" in mail.text
    assert "{" not in mail.text
    assert "\n\n\n" not in mail.text


def test_owners_and_who_has_written_get_mails_others_a_line() -> None:
    conversation = make_conversation()
    owner = owner_of(conversation.recipient)
    editor = make_member(conversation.recipient, role=Role.EDITOR)
    answer(conversation, "Frage zurück", side=Side.SENDER)
    assert (len(mails_to(owner)), len(mails_to(editor))) == (2, 0)
    assert Notification.objects.filter(user=editor).count() == 1
    answer(conversation, actor=editor)
    answer(conversation, "Noch eine Frage", side=Side.SENDER)
    assert (len(mails_to(owner)), len(mails_to(editor))) == (3, 1)


def test_two_reminders_and_then_the_chamber() -> None:
    clerk, elsewhere = make_clerk("DED2D"), make_clerk("CZ051")
    conversation = make_conversation()
    owner, asker = owner_of(conversation.recipient), owner_of(conversation.enquiry.sender)
    assert not remind(conversation_id=conversation.pk)
    conversation = move_back(conversation, 7)
    assert remind(conversation_id=conversation.pk)
    assert not remind(conversation_id=conversation.pk)
    conversation = move_back(conversation, 6)
    assert remind(conversation_id=conversation.pk)
    assert not remind(conversation_id=conversation.pk)
    assert not escalate(conversation_id=conversation.pk)
    conversation = move_back(conversation, 2)
    assert not remind(conversation_id=conversation.pk)
    assert escalate(conversation_id=conversation.pk)
    assert not escalate(conversation_id=conversation.pk)
    assert [mail.key.split("-")[2] for mail in mails_to(owner)] == ["new", "halfway", "last"]  # type: ignore[union-attr]
    assert [mail.key.split("-")[2] for mail in mails_to(asker)] == ["overdue"]  # type: ignore[union-attr]
    told = mails_to(clerk)[0]
    for text in (conversation.enquiry.subject, conversation.enquiry.sender.name, conversation.recipient.name):
        assert text in told.text
    assert conversation.enquiry.text not in told.text + told.html
    assert mails_to(elsewhere) == []


def test_three_days_are_too_few_for_two_reminders() -> None:
    conversation = make_conversation(deadline=timezone.localdate() + timedelta(days=3))
    conversation = move_back(conversation, 1)
    assert not remind(conversation_id=conversation.pk)
    conversation = move_back(conversation, 1)
    assert remind(conversation_id=conversation.pk)
    assert not remind(conversation_id=conversation.pk)


def test_an_answer_ends_the_reminders() -> None:
    conversation = make_conversation()
    answer(conversation)
    conversation = move_back(conversation, 20)
    assert not remind(conversation_id=conversation.pk)
    assert not escalate(conversation_id=conversation.pk)


def test_the_hourly_job_finds_what_is_due() -> None:
    move_back(make_conversation(), 7)
    move_back(make_conversation(), 15)
    make_conversation()
    watch_enquiries(timestamp=0)
    tasks = ProcrastinateJob.objects.filter(task_name__startswith="enquiries.").values_list("task_name", flat=True)
    assert sorted(tasks) == ["enquiries.escalate", "enquiries.remind"]


def test_the_chamber_writes_to_both_sides() -> None:
    clerk = make_clerk("DED2D", first_name="Karl", last_name="Kammer")
    conversation = make_conversation(recipient=make_firm(**CZECH)[0])
    ask_for_mediation(conversation_id=conversation.pk, side=Side.SENDER)
    ask_for_mediation(conversation_id=conversation.pk, side=Side.RECIPIENT)
    assert len(mails_to(clerk)) == 1
    same = key()
    for _twice in range(2):
        write_as_chamber(conversation_id=conversation.pk, actor=clerk, text="Wir helfen.", language="de", form_key=same)
    assert Message.objects.get().side == Side.CHAMBER
    for organisation in (conversation.recipient, conversation.enquiry.sender):
        assert "Wir helfen." in mails_to(owner_of(organisation))[-1].text
    assert reload(conversation).handled_by == clerk


def test_texts_are_deleted_after_two_years() -> None:
    conversation = make_conversation()
    answer(conversation)
    assert due_conversations() == []
    assert not empty(conversation_id=conversation.pk)
    Conversation.objects.update(changed_at=timezone.now() - timedelta(days=731))
    assert due_conversations() == [conversation.pk]
    assert empty(conversation_id=conversation.pk)
    conversation = reload(conversation)
    assert (conversation.enquiry.text, conversation.enquiry.subject) == ("", "")
    assert conversation.enquiry.author_id is None
    assert Message.objects.filter(text="", author=None).count() == 1
    assert conversation.state == State.CLOSED
    assert conversation.responded_at is not None
    assert OutgoingMail.objects.exists()
