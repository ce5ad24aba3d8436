"""The conversations of the demo."""

import pytest

from accounts.models import OutgoingMail, User
from enquiries.choices import Side, Stage, State
from enquiries.example_data import load_enquiries
from enquiries.models import Conversation, Cooperation
from enquiries.services.revealing import agree
from listings.example_data import example_slug
from listings.models import Listing
from tests.enquiries.factories import make_cipher_listing, make_firm

pytestmark = pytest.mark.django_db


def people() -> dict[str, User]:
    """The three demo accounts, each with an organisation."""
    found = {}
    for name, region in (("firma.de", "DED2D"), ("firma.cz", "CZ041"), ("institution", "DED2D")):
        _firm, found[f"{name}@example.org"] = make_firm(region=region)
    return found


def test_they_are_loaded_once_and_send_no_mail() -> None:
    users = people()
    assert len(load_enquiries(users)) == 5
    assert load_enquiries(users) == []
    assert not OutgoingMail.objects.exists()
    states = set(Conversation.objects.values_list("state", flat=True))
    assert states == {State.SENT, State.ANSWERED, State.DECLINED}
    assert Conversation.objects.overdue().count() == 1
    assert Conversation.objects.filter(escalated_at__isnull=False).count() == 1
    assert set(Cooperation.objects.values_list("stage", flat=True)) == {Stage.TALK, Stage.CONTRACT}


def test_one_asks_about_a_demand_under_a_cipher_and_does_not_know_yet_who_is_behind_it() -> None:
    users = people()
    owner, _member = make_firm(region="DED2C")
    Listing.objects.filter(pk=make_cipher_listing(owner).pk).update(slug=example_slug("DED2C-spritzgiesswerkzeuge"))
    assert len(load_enquiries(users)) == 6
    conversation = Conversation.objects.get(is_cipher=True)
    assert conversation.recipient_id == owner.pk
    assert conversation.is_hidden
    assert conversation.recipient_agreed_at is not None
    assert not Cooperation.objects.filter(conversation=conversation).exists()
    agree(conversation_id=conversation.pk, side=Side.SENDER)
    assert Cooperation.objects.filter(conversation=conversation).exists()


def test_without_the_accounts_there_is_nothing_to_load() -> None:
    assert load_enquiries({}) == []
