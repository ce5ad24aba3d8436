"""What clerks see and do about enquiries in the administration."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from enquiries.choices import ReportDecision, ReportReason, Side, State
from enquiries.exceptions import AlreadyDecided
from enquiries.models import Conversation, Message, Report
from enquiries.services.chamber import ask_for_mediation
from enquiries.services.protection import decide, report
from enquiries.services.reminding import escalate
from tests.enquiries.conftest import signed_in
from tests.enquiries.factories import answer, make_conversation, make_firm, move_back, reload
from tests.factories import make_clerk

pytestmark = pytest.mark.django_db
QUERIES_OF_LIST = 7


def overdue(**fields: Any) -> Conversation:
    """Nobody has answered, and the chamber has been told."""
    conversation = move_back(make_conversation(**fields), 15)
    escalate(conversation_id=conversation.pk)
    return reload(conversation)


def page(user: Any, view: str, *args: Any, **query: str) -> str:
    return signed_in(user).get(reverse(f"admin:enquiries_{view}", args=args), query).content.decode()


@pytest.mark.parametrize("language", ["de", "cs"])
def test_unanswered_ones_stand_in_the_list_of_the_region(language: str) -> None:
    conversation = overdue()
    clerk, elsewhere = make_clerk("DED2D", language=language), make_clerk("CZ041")
    assert conversation.enquiry.subject in page(clerk, "conversation_changelist")
    assert conversation.enquiry.subject not in page(elsewhere, "conversation_changelist")
    shown = page(clerk, "conversation_change", conversation.pk)
    assert conversation.enquiry.sender.name in shown
    assert conversation.enquiry.text not in shown


def test_what_is_answered_leaves_the_list() -> None:
    conversation = overdue()
    clerk = make_clerk("DED2D")
    answer(conversation)
    assert conversation.enquiry.subject not in page(clerk, "conversation_changelist")
    assert conversation.enquiry.subject in page(clerk, "conversation_changelist", state="all")


def test_the_chamber_notes_that_it_has_looked_after_it() -> None:
    conversation = overdue()
    clerk = make_clerk("DED2D")
    address = reverse("admin:enquiries_conversation_change", args=[conversation.pk])
    assert signed_in(clerk).post(address, {"_handled": "1"}).status_code == 302
    assert reload(conversation).handled_by == clerk
    assert conversation.enquiry.subject not in page(clerk, "conversation_changelist")


def test_mediation_shows_the_texts_to_both_chambers_and_lets_them_write() -> None:
    conversation = make_conversation(recipient=make_firm(region="CZ041")[0])
    answer(conversation, "Nein danke.")
    ask_for_mediation(conversation_id=conversation.pk, side=Side.RECIPIENT)
    address = reverse("admin:enquiries_conversation_change", args=[conversation.pk])
    for region in ("DED2D", "CZ041"):
        client = signed_in(make_clerk(region))
        shown = client.get(address).content.decode()
        assert "Nein danke." in shown
        assert conversation.enquiry.text in shown
        assert client.post(address, {"text": "", "language": "de", "form_key": uuid4()}).status_code == 422
        words = {"text": f"Aus {region}", "language": "de", "form_key": uuid4()}
        for _twice in range(2):
            assert client.post(address, words).status_code == 302
    assert Message.objects.filter(side=Side.CHAMBER).count() == 2
    assert signed_in(make_clerk("DED41")).get(address).status_code == 404


@pytest.mark.parametrize("decision", list(ReportDecision))
def test_reports_are_decided_once(decision: ReportDecision) -> None:
    conversation = make_conversation()
    made = report(conversation_id=conversation.pk, actor=None, reason=ReportReason.FRAUD, text="Vorkasse verlangt")
    clerk = make_clerk("DED2D")
    assert "Vorkasse verlangt" in page(clerk, "report_change", made.pk)
    assert conversation.enquiry.subject in page(clerk, "report_changelist")
    address = reverse("admin:enquiries_report_change", args=[made.pk])
    assert signed_in(clerk).post(address, {}).status_code == 422
    assert signed_in(clerk).post(address, {"decision": decision.value, "note": "Gelesen"}).status_code == 302
    assert Report.objects.get().decided_by == clerk
    is_abuse = decision != ReportDecision.DISMISSED
    assert (reload(conversation).state == State.CLOSED) is is_abuse
    with pytest.raises(AlreadyDecided):
        decide(report_id=made.pk, actor=clerk, decision=decision)
    assert signed_in(clerk).post(address, {"decision": decision.value}).status_code == 302
    assert conversation.enquiry.subject in page(clerk, "report_changelist", state="decided")
    assert "Vorkasse" not in page(make_clerk("CZ041"), "report_changelist")


def test_cooperations_are_read_without_texts() -> None:
    conversation = make_conversation()
    answer(conversation)
    clerk = make_clerk("DED2D")
    assert conversation.recipient.name in page(clerk, "cooperation_changelist")
    assert conversation.enquiry.subject not in page(clerk, "cooperation_changelist")
    shown = page(clerk, "cooperation_change", conversation.cooperation.pk)
    assert conversation.enquiry.subject not in shown
    assert conversation.recipient.name not in page(make_clerk("CZ041"), "cooperation_changelist")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        overdue()
    client = signed_in(make_clerk("DED2D"))
    address = reverse("admin:enquiries_conversation_changelist")
    client.get(address)
    with django_assert_num_queries(QUERIES_OF_LIST):
        assert client.get(address).status_code == 200
