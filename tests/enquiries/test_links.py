"""The links of the mails: what they open, for whom, and until when."""

import re
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from enquiries.choices import LINK_VALID, State
from enquiries.models import Conversation, Message, Reader
from enquiries.services.sending import send
from organisations.models import Organisation
from tests.enquiries.factories import answer, mails_to, make_conversation, make_draft, make_firm, owner_of, reload
from tests.factories import make_company, make_member, publish
from tests.pages import Page

pytestmark = pytest.mark.django_db


def link_in(text: str) -> str:
    """The path of the first link of a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found
    return found[1]


def link_for(conversation: Conversation) -> str:
    return link_in(mails_to(owner_of(conversation.recipient))[0].text)


def press(address: str, step: str, **data: Any) -> Any:
    values = {"step": step, "language": "de", "form_key": uuid4(), **data}
    return Client().post(address, values)


@pytest.mark.parametrize("language", ["de", "cs"])
def test_reading_changes_nothing_and_answering_needs_no_account(language: str) -> None:
    conversation = make_conversation(recipient=make_firm(language=language)[0])
    address = link_for(conversation)
    page = Page(Client().get(address))
    assert (page.status, page.language, page.headings) == (200, language, [conversation.enquiry.subject])
    assert conversation.enquiry.text in page.source
    assert 'content="noindex"' in page.source
    assert reload(conversation).state == State.SENT
    assert not Reader.objects.exists()
    data = {**page.form("seen"), "step": "reply", "text": "Gern."}
    assert Client().post(address, data).status_code == 302
    message = Message.objects.get()
    assert (message.by_mail, message.author) == (True, owner_of(conversation.recipient))
    assert reload(conversation).state == State.ANSWERED
    assert mails_to(owner_of(conversation.enquiry.sender))
    assert Client().post(address, data).status_code == 302
    assert Message.objects.count() == 1


def test_declining_by_link() -> None:
    conversation = make_conversation()
    address = link_for(conversation)
    assert press(address, "decline").status_code == 422
    assert press(address, "decline", reason="capacity").status_code == 302
    assert reload(conversation).state == State.DECLINED
    page = Page(Client().get(address))
    assert page.status == 200
    assert not [form for form in page.forms if "seen" in form.data]
    assert press(address, "reply", text="Doch.").status_code == 409


def test_the_other_side_answers_by_link_but_cannot_decline() -> None:
    conversation = make_conversation()
    answer(conversation)
    address = link_in(mails_to(owner_of(conversation.enquiry.sender))[0].text)
    assert press(address, "decline", reason="capacity").status_code == 404
    assert press(address, "reply", text="Danke.").status_code == 302
    assert Message.objects.last().side == "sender"  # type: ignore[union-attr]


def test_a_link_ends_with_the_membership() -> None:
    conversation = make_conversation()
    address = link_for(conversation)
    owner_of(conversation.recipient).memberships.all().delete()
    for response in (Client().get(address), press(address, "reply", text="x")):
        assert response.status_code == 404
        assert conversation.enquiry.subject not in response.content.decode()
    assert not Message.objects.exists()


def test_a_link_ends_with_its_time_and_cannot_be_changed() -> None:
    conversation = make_conversation()
    address = link_for(conversation)
    assert Client().get(address.replace(address.split("/")[-2], "x" + address.split("/")[-2])).status_code == 404
    assert Client().get("/".join([*address.split("/")[:-2], "Unsinn", ""])).status_code == 404
    later = timezone.now() + LINK_VALID + timedelta(days=1)
    with patch("django.core.signing.time.time", return_value=later.timestamp()):
        assert Client().get(address).status_code == 404


def test_a_link_holds_nothing_about_a_person() -> None:
    conversation = make_conversation()
    person = owner_of(conversation.recipient)
    address = link_for(conversation)
    for value in (person.email, person.last_name, conversation.recipient.name):
        assert value not in address


def test_an_organisation_that_nobody_acts_for_answers_by_its_address() -> None:
    asking, owner = make_firm()
    empty = publish(make_company("Leer GmbH", email="info@leer.example.org"))
    other = publish(make_company("Anders GmbH", email="info@anders.example.org"))
    send(sender_id=asking.pk, recipient_ids=[empty.pk, other.pk], actor=owner, draft=make_draft())
    mail = OutgoingMail.objects.get(recipient="info@leer.example.org")
    address = link_in(mail.text)
    assert press(address, "reply", text="Ja, bitte.").status_code == 302
    assert Message.objects.get().author is None
    Organisation.objects.filter(pk=empty.pk).update(email="neu@leer.example.org")
    assert Client().get(address).status_code == 404
    Organisation.objects.filter(pk=empty.pk).update(email="info@leer.example.org")
    assert Client().get(address).status_code == 200
    make_member(Organisation.objects.get(pk=empty.pk))
    assert Client().get(address).status_code == 404
