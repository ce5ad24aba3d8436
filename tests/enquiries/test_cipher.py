"""Nothing that the asker gets tells who stands behind a cipher demand, until both agree."""

from typing import Any

import pytest

from accounts.models import Notification, OutgoingMail
from enquiries.choices import DeclineReason, Side
from enquiries.exceptions import NotHidden
from enquiries.models import Conversation, Cooperation
from enquiries.queries import answer_rates, revealed_to
from enquiries.services.answering import decline, withdraw
from enquiries.services.chamber import ask_for_mediation, write_as_chamber
from enquiries.services.reminding import escalate
from enquiries.services.revealing import agree, take_back
from tests.enquiries.conftest import signed_in
from tests.enquiries.factories import (
    answer,
    key,
    mails_to,
    make_cipher,
    make_cipher_listing,
    make_conversation,
    make_firm,
    move_back,
    owner_of,
    reload,
)
from tests.factories import make_clerk
from tests.listings.uploads import PDF, upload
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
SECRETS = ("Geheim", "geheim", "Verborgen", "verborgen")
"""Name, address and page of the hidden organisation, and the name of its owner."""


def hidden_conversation() -> tuple[Conversation, Any, Any]:
    conversation, asker, owner = make_cipher(town="Verborgenstadt", email="post@geheim.example.org")
    owner.first_name, owner.last_name = "Vera", "Verborgen"
    owner.save()
    return conversation, asker, owner


def pages_of(asker: Any, conversation: Conversation, language: str) -> list[str]:
    """Everything that the asker can open."""
    client = signed_in(asker)
    views: list[tuple[str, list[Any]]] = [
        ("enquiry_detail", [conversation.pk]), ("enquiries_sent", []), ("enquiries_received", []),
        ("cooperations", []), ("workspace", []), ("enquiry_blocks", []),
    ]  # fmt: skip
    addresses = [url(language, view, *arguments) for view, arguments in views]
    listing = conversation.enquiry.listing
    if listing:
        addresses.append(f"{url(language, 'enquiry_new')}?listing={listing.slug}")
    return [client.get(address).content.decode() for address in addresses]


def all_that_the_asker_gets(asker: Any, conversation: Conversation) -> str:
    texts = [page for language in LANGUAGES for page in pages_of(asker, conversation, language)]
    for mail in OutgoingMail.objects.filter(user=asker):
        texts += [mail.subject, mail.text, mail.html, str(mail.headers), str(mail.attachments)]
    texts += [f"{line.context} {line.url_args}" for line in Notification.objects.filter(user=asker)]
    return "\n".join(texts)


def untold(asker: Any, conversation: Conversation) -> bool:
    found = all_that_the_asker_gets(asker, conversation)
    assert conversation.enquiry.subject in found
    return not [secret for secret in SECRETS if secret in found]


def test_nothing_tells_the_asker_who_it_is() -> None:
    clerk = make_clerk("DED2D", first_name="Karl", last_name="Kammer")
    conversation, asker, owner = hidden_conversation()
    assert untold(asker, conversation)
    signed_in(owner).get(url("de", "enquiry_detail", conversation.pk))
    ask_for_mediation(conversation_id=conversation.pk, side=Side.SENDER)
    write_as_chamber(conversation_id=conversation.pk, actor=clerk, text="Wir helfen.", language="de", form_key=key())
    conversation = move_back(conversation, 15)
    escalate(conversation_id=conversation.pk)
    assert untold(asker, conversation)
    answer(conversation, "Wir liefern.")
    agree(conversation_id=conversation.pk, side=Side.RECIPIENT)
    assert untold(asker, conversation)
    assert not Cooperation.objects.exists()
    assert "Wir liefern." in all_that_the_asker_gets(asker, conversation)
    assert "Geheim & Söhne GmbH" in mails_to(clerk)[0].text


@pytest.mark.parametrize("with_words", [True, False])
def test_the_end_tells_nothing_either(with_words: bool) -> None:
    conversation, asker, _owner = hidden_conversation()
    if with_words:
        answer(conversation)
        withdraw(conversation_id=conversation.pk)
    else:
        decline(conversation_id=conversation.pk, actor=None, reason=DeclineReason.CAPACITY)
    assert untold(asker, conversation)


def test_who_is_hidden_sends_no_files() -> None:
    conversation, asker, owner = hidden_conversation()
    client, address = signed_in(owner), url("de", "enquiry_detail", conversation.pk)
    page = Page(client.get(address))
    data = {**page.form("seen"), "step": "reply", "text": "Hier die Zeichnung."}
    client.post(address, {**data, "files": [upload("Geheim-Zeichnung.pdf", PDF)]})
    assert untold(asker, conversation)
    assert conversation.messages.get().attachments.count() == 0


def test_the_link_of_the_asker_tells_nothing() -> None:
    from django.test import Client

    from tests.enquiries.test_links import link_in

    conversation, asker, _owner = hidden_conversation()
    answer(conversation)
    page = Client().get(link_in(mails_to(asker)[-1].text)).content.decode()
    assert not [secret for secret in SECRETS if secret in page]


def test_both_must_agree() -> None:
    conversation, asker, owner = hidden_conversation()
    listing = conversation.enquiry.listing
    assert listing is not None
    answer(conversation)
    agree(conversation_id=conversation.pk, side=Side.SENDER)
    agree(conversation_id=conversation.pk, side=Side.SENDER)
    assert len([mail for mail in mails_to(owner) if "agreed" in str(mail.key)]) == 1
    assert list(revealed_to(asker)) == []
    agree(conversation_id=conversation.pk, side=Side.RECIPIENT)
    assert list(revealed_to(asker)) == [listing.pk]
    assert list(revealed_to(owner)) == []
    assert list(revealed_to(make_firm()[1])) == []
    with pytest.raises(NotHidden):
        take_back(conversation_id=conversation.pk, side=Side.RECIPIENT)
    assert "Geheim" in all_that_the_asker_gets(asker, conversation)
    assert Cooperation.objects.get().conversation == conversation


def test_consent_can_be_taken_back() -> None:
    conversation, asker, _owner = hidden_conversation()
    agree(conversation_id=conversation.pk, side=Side.RECIPIENT)
    take_back(conversation_id=conversation.pk, side=Side.RECIPIENT)
    agree(conversation_id=conversation.pk, side=Side.SENDER)
    assert reload(conversation).revealed_at is None
    assert untold(asker, conversation)


def test_what_is_open_has_nothing_to_reveal() -> None:
    conversation = make_conversation()
    with pytest.raises(NotHidden):
        agree(conversation_id=conversation.pk, side=Side.SENDER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_reveal_by_buttons(language: str) -> None:
    conversation, asker, owner = hidden_conversation()
    address = url(language, "enquiry_detail", conversation.pk)
    for person in (owner, asker):
        page = signed_in(person).get(address).content.decode()
        assert 'value="agree"' in page
        signed_in(person).post(address, {"step": "agree"})
    assert "Geheim" in signed_in(asker).get(address).content.decode()


def test_a_cipher_counts_for_no_answer_rate() -> None:
    hidden = make_firm()[0]
    for _number in range(6):
        conversation = make_conversation(recipient=hidden, listing=make_cipher_listing(hidden))
        answer(conversation)
    assert answer_rates([hidden.pk]) == {}


def test_only_the_responsible_chamber_reads_a_hidden_conversation() -> None:
    hidden, _owner = make_firm("Geheim a.s.", region="CZ041")
    listing = make_cipher_listing(hidden)
    conversation = make_conversation(make_firm()[0], hidden, listing=listing)
    ask_for_mediation(conversation_id=conversation.pk, side=Side.SENDER)
    own, other = make_clerk("CZ041"), make_clerk("DED2D")
    assert Conversation.objects.supervised_by(own).count() == 1
    assert Conversation.objects.supervised_by(other).count() == 0
    agree(conversation_id=conversation.pk, side=Side.SENDER)
    agree(conversation_id=conversation.pk, side=Side.RECIPIENT)
    assert Conversation.objects.supervised_by(other).count() == 1
    assert owner_of(hidden)
