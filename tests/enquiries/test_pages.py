"""Pages of enquiries as members use them, in both languages."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from enquiries.choices import State
from enquiries.models import Attachment, Block, Conversation, Enquiry, Message, Report
from tests.enquiries.conftest import signed_in
from tests.enquiries.factories import answer, make_conversation, make_firm, owner_of, reload
from tests.factories import make_company, make_listing, make_user, publish
from tests.listings.uploads import PDF, upload
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
QUERIES_OF_LIST = 5
QUERIES_OF_THREAD = 20


def filled(client: Any, address: str, **values: Any) -> dict[str, Any]:
    """What the form would send, with a subject and a text."""
    data = Page(client.get(address)).form("form_key")
    return {**data, "subject": "Wellen", "text": "500 Stück im Monat.", "action": "send", **values}


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_profile_to_the_thread(language: str) -> None:
    (asking, owner), (asked, _other) = make_firm(language=language), make_firm("Gefragt GmbH")
    client: Any = signed_in(owner)
    profile = client.get(url(language, "company_detail", asked.slug)).content.decode()
    address = f"{url(language, 'enquiry_new')}?to={asked.slug}"
    assert address in profile
    assert url(language, "enquiry_new") not in client.get(url(language, "company_detail", asking.slug)).content.decode()
    page = Page(client.get(address))
    assert (page.status, page.language, len(page.headings)) == (200, language, 1)
    assert page.form("form_key")["to"] == [asked.slug]
    response = client.post(url(language, "enquiry_new"), filled(client, address))
    conversation = Conversation.objects.get()
    assert response.url == url(language, "enquiry_detail", conversation.pk)
    thread = Page(client.get(response.url))
    assert (thread.status, thread.language, thread.headings) == (200, language, ["Wellen"])
    assert "500 Stück im Monat." in thread.source
    assert "Gefragt GmbH" in thread.source


def test_several_are_collected_without_javascript() -> None:
    _asking, owner = make_firm()
    names = [make_firm(f"Glaswerk {word}")[0] for word in ("Nord", "Süd", "Ost")]
    client: Any = signed_in(owner)
    address = url("de", "enquiry_new")
    page = Page(client.post(address, filled(client, address, action="find", to_search="Glaswerk")))
    assert page.status == 200
    assert all(row.name in page.source for row in names)
    assert page.form("form_key").get("to") is None
    assert page.form("form_key")["text"] == ["500 Stück im Monat."]
    slugs = [row.slug for row in names]
    assert client.post(address, filled(client, address, to=slugs)).url == url("de", "enquiries_sent")
    assert Conversation.objects.count() == 3


def test_wrong_input_stays_on_the_page() -> None:
    _asking, owner = make_firm()
    asked = make_firm()[0]
    client: Any = signed_in(owner)
    address = url("de", "enquiry_new")
    page = Page(client.post(address, filled(client, address, to=[asked.slug, "x\x00"], text="", deadline="2020-01-01")))
    assert page.status == 422
    assert page.error("text")
    assert page.error("deadline")
    assert page.form("form_key")["subject"] == ["Wellen"]
    assert asked.slug in page.form("form_key")["to"]
    assert not Enquiry.objects.exists()


def test_pressing_twice_sends_once() -> None:
    _asking, owner = make_firm()
    asked = make_firm()[0]
    client: Any = signed_in(owner)
    data = filled(client, f"{url('de', 'enquiry_new')}?to={asked.slug}")
    first, second = (client.post(url("de", "enquiry_new"), data) for _ in range(2))
    assert first.url == second.url
    assert Conversation.objects.count() == 1


def test_an_own_demand_fills_in_the_text() -> None:
    asking, owner = make_firm()
    demand = publish(make_listing("Gussteile gesucht", organisation=asking))
    client: Any = signed_in(owner)
    page = Page(client.get(f"{url('de', 'enquiry_new')}?basis={demand.pk}"))
    assert page.form("form_key")["subject"] == ["Gussteile gesucht"]
    assert "42CrMo4" in page.form("form_key")["text"][0]
    data = filled(client, url("de", "enquiry_new"), action="fill", basis=demand.pk, subject="", text="Eigenes")
    page = Page(client.post(url("de", "enquiry_new"), data))
    assert page.form("form_key")["subject"] == ["Gussteile gesucht"]
    assert page.form("form_key")["text"] == ["Eigenes"]
    found = make_firm()[0]
    page = Page(client.get(f"{url('de', 'enquiry_new')}?to={found.slug}&listing={demand.slug}"))
    assert page.form("form_key")["to"] == [found.slug]
    assert page.form("form_key")["subject"] == ["Gussteile gesucht"]
    stranger = publish(make_listing("Fremdes Gesuch"))
    assert "Fremdes" not in client.get(f"{url('de', 'enquiry_new')}?basis={stranger.pk}").content.decode()


def test_about_an_offer_it_goes_to_its_owner() -> None:
    _asking, owner = make_firm()
    asked = make_firm("Anbieter GmbH")[0]
    offer = publish(make_listing("Freie Kapazität", organisation=asked, direction="offer"))
    client: Any = signed_in(owner)
    address = f"{url('de', 'enquiry_new')}?listing={offer.slug}"
    assert address in client.get(url("de", "listing_detail", offer.slug)).content.decode()
    assert "Anbieter GmbH" in client.get(address).content.decode()
    client.post(url("de", "enquiry_new"), filled(client, address))
    conversation = Conversation.objects.get()
    assert (conversation.recipient_id, conversation.enquiry.listing_id) == (asked.pk, offer.pk)
    assert client.get(f"{url('de', 'enquiry_new')}?listing=gibt-es-nicht").status_code == 404


def test_who_acts_for_no_published_organisation_is_told() -> None:
    newcomer, drafter = make_user(), make_user()
    make_company(owner=drafter)
    assert signed_in(newcomer).get(url("de", "enquiry_new")).url == url("de", "organisation_find")
    assert signed_in(drafter).get(url("de", "enquiry_new")).url == url("de", "workspace")
    visitor: Any = Client()
    assert visitor.get(url("de", "enquiry_new")).url.startswith(url("de", "account_login"))


def press(user: Any, conversation: Conversation, step: str, **data: Any) -> Any:
    values = {"step": step, "language": "de", "form_key": uuid4(), **data}
    return signed_in(user).post(url("de", "enquiry_detail", conversation.pk), values, follow=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_its_page(language: str) -> None:
    conversation = make_conversation()
    sides = [owner_of(conversation.recipient), owner_of(conversation.enquiry.sender)]
    steps: list[tuple[int, str, dict[str, Any], str]] = [
        (0, "reply", {"text": "Ja, gern."}, State.ANSWERED),
        (1, "reply", {"text": "Danke."}, State.ANSWERED),
        (0, "mediate", {}, State.ANSWERED),
        (1, "close", {"outcome": "offer"}, State.CLOSED),
    ]
    for who, step, data, state in steps:
        assert press(sides[who], conversation, step, **data).status_code == 200
        assert reload(conversation).state == state
        for person in sides:
            page = Page(signed_in(person).get(url(language, "enquiry_detail", conversation.pk)))
            assert (page.status, page.language, len(page.headings)) == (200, language, 1)
    for view in ("enquiries_received", "enquiries_sent", "enquiry_blocks", "cooperations", "cooperation_new"):
        assert Page(signed_in(sides[0]).get(url(language, view))).language == language


def test_buttons_of_each_side() -> None:
    conversation = make_conversation()
    asked, asking = owner_of(conversation.recipient), owner_of(conversation.enquiry.sender)
    assert press(asked, conversation, "withdraw").status_code == 404
    for step in ("decline", "block", "report"):
        assert press(asking, conversation, step, reason="range").status_code == 404
    assert press(asked, conversation, "x").status_code == 404
    assert press(asked, conversation, "decline").status_code == 422
    assert press(asked, conversation, "report", reason="spam", text="Werbung").status_code == 200
    assert 'value="block"' in signed_in(asked).get(url("de", "enquiry_detail", conversation.pk)).content.decode()
    assert 'value="block"' not in press(asked, conversation, "block").content.decode()
    assert (Report.objects.count(), Block.objects.count()) == (1, 1)
    assert press(asked, conversation, "decline", reason="range").status_code == 200
    assert reload(conversation).state == State.DECLINED
    assert press(asking, conversation, "withdraw").status_code == 200
    assert reload(conversation).state == State.DECLINED
    signed_in(asked).post(url("de", "enquiry_unblock", Block.objects.get().pk))
    assert not Block.objects.exists()


def test_the_text_of_who_came_second_is_kept() -> None:
    conversation = make_conversation()
    client = signed_in(owner_of(conversation.recipient))
    address = url("de", "enquiry_detail", conversation.pk)
    data = {**Page(client.get(address)).form("seen"), "step": "reply", "text": "Auch ich antworte."}
    from tests.factories import make_member

    answer(conversation, "Ich war schneller.", actor=make_member(conversation.recipient))
    page = Page(client.post(address, data))
    assert page.status == 409
    assert "Ich war schneller." in page.source
    again = {**page.form("seen"), "step": "reply"}
    assert again["text"] == ["Auch ich antworte."]
    assert client.post(address, again).status_code == 302
    assert Message.objects.count() == 2


def test_strangers_and_visitors() -> None:
    conversation = make_conversation()
    stranger = signed_in(make_firm()[1])
    for view, arguments in (("enquiry_detail", [conversation.pk]), ("enquiry_file", [conversation.pk, 1])):
        address = url("de", view, *arguments)
        assert stranger.get(address).status_code == 404
        visitor: Any = Client()
        assert visitor.get(address).url.startswith(url("de", "account_login"))
    assert stranger.post(url("de", "enquiry_detail", conversation.pk), {"step": "reply"}).status_code == 404
    assert stranger.post(url("de", "enquiry_unblock", 1)).status_code == 404
    assert conversation.enquiry.subject not in stranger.get(url("de", "enquiries_received")).content.decode()


def test_recipients_never_see_each_other() -> None:
    asking, owner = make_firm()
    first, second = make_firm("Erste GmbH")[0], make_firm("Zweite GmbH")[0]
    client: Any = signed_in(owner)
    data = filled(client, f"{url('de', 'enquiry_new')}?to={first.slug}&to={second.slug}")
    client.post(url("de", "enquiry_new"), data)
    mine = Conversation.objects.get(recipient=first)
    reader = signed_in(owner_of(first))
    for address in (url("de", "enquiry_detail", mine.pk), url("de", "enquiries_received"), url("de", "workspace")):
        assert "Zweite GmbH" not in reader.get(address).content.decode()
    assert reader.get(url("de", "enquiry_detail", Conversation.objects.get(recipient=second).pk)).status_code == 404
    assert asking


def test_files_are_downloads_for_the_two_sides_alone() -> None:
    _asking, owner = make_firm()
    asked = make_firm()[0]
    client: Any = signed_in(owner)
    data = filled(client, f"{url('de', 'enquiry_new')}?to={asked.slug}")
    client.post(url("de", "enquiry_new"), {**data, "files": [upload("Zeichnung.pdf", PDF)]})
    conversation, file = Conversation.objects.get(), Attachment.objects.get()
    address = url("de", "enquiry_file", conversation.pk, file.pk)
    response = signed_in(owner_of(asked)).get(address)
    assert response["Content-Disposition"] == 'attachment; filename="Zeichnung.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-store")
    assert b"".join(response) == PDF
    elsewhere = make_conversation(asked)
    assert signed_in(owner_of(asked)).get(url("de", "enquiry_file", elsewhere.pk, file.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_as_much_for_three_as_for_one(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    asked, owner = make_firm()
    for _number in range(count):
        make_conversation(recipient=asked)
    client: Any = signed_in(owner)
    client.get(url("de", "enquiries_received"))
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = client.get(url("de", "enquiries_received")).content.decode()
    assert page.count('class="own"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_thread_asks_as_much_for_three_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    conversation = make_conversation()
    for _number in range(count):
        answer(conversation)
        answer(conversation, "Frage", side="sender")
    client, address = signed_in(owner_of(conversation.recipient)), url("de", "enquiry_detail", conversation.pk)
    client.get(address)
    with django_assert_num_queries(QUERIES_OF_THREAD):
        client.get(address)


def test_lists_have_filters_pages_and_an_unread_mark() -> None:
    asked, owner = make_firm()
    first = make_conversation(recipient=asked)
    client: Any = signed_in(owner)
    panel = client.get(url("de", "workspace")).content.decode()
    assert url("de", "enquiries_received") in panel
    listed = {state: client.get(url("de", "enquiries_received"), {"state": state}).content.decode().count('class="own"')
              for state in ("", "unread", "waiting", "overdue", "answered", "ended", "x")}  # fmt: skip
    assert listed == {"": 1, "unread": 1, "waiting": 1, "overdue": 0, "answered": 0, "ended": 0, "x": 1}
    client.get(url("de", "enquiry_detail", first.pk))
    assert Conversation.objects.counts_for(owner) == {"unread": 0, "replies": 0, "waiting": 1}
    copies = [Enquiry(sender=first.enquiry.sender, subject=str(number), text="x", language="de",
                      deadline=first.enquiry.deadline, form_key=uuid4()) for number in range(31)]  # fmt: skip
    rows = Enquiry.objects.bulk_create(copies)
    Conversation.objects.bulk_create(Conversation(enquiry=row, recipient=asked) for row in rows)
    assert 'rel="next"' in client.get(url("de", "enquiries_received")).content.decode()
    assert 'rel="prev"' in client.get(url("de", "enquiries_received"), {"page": 2}).content.decode()


def test_read_by_whom() -> None:
    conversation = make_conversation()
    reader = owner_of(conversation.recipient)
    asking = signed_in(owner_of(conversation.enquiry.sender))
    address = url("de", "enquiry_detail", conversation.pk)
    assert reader.full_name not in asking.get(address).content.decode()
    signed_in(reader).get(address)
    assert reader.full_name in asking.get(address).content.decode()
