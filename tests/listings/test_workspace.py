"""The member's list, the state of each listing, and its buttons."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from listings.models import Listing
from listings.services.entries import submit_listing
from listings.services.validity import expire
from organisations.models import Organisation
from publishing.models import ReviewItem
from publishing.services import send_back
from tests.factories import make_clerk, make_company, make_listing, make_user, publish
from tests.listings.conftest import Writer
from tests.pages import Page, url
from tests.publishing.steps import actions

pytestmark = pytest.mark.django_db
Make = Callable[..., Writer]
QUERIES_OF_LIST = 5


def status_of(listing: Listing) -> str:
    return Listing.objects.get(pk=listing.pk).status


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    writer: Make, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member = writer()
    for number in range(count):
        publish(member.listing(title_de=f"Welle {number}"))
    member.client.get(url("de", "own_listings"))
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = Page(member.client.get(url("de", "own_listings")))
    assert page.source.count("Welle ") == count


@pytest.mark.parametrize("language", ["de", "cs"])
def test_states_stand_in_the_list(writer: Make, language: str) -> None:
    member = writer(language)
    yesterday = timezone.localdate() - timedelta(days=1)
    over = publish(member.listing(valid_until=yesterday))
    expire(pk=over.pk)
    member.press("listing_close", publish(member.listing()), closing="found")
    member.listing(title_de="", title_cs="Jen česky", original_language="cs")
    make_listing("Fremdes")
    page = Page(member.client.get(url(language, "own_listings")))
    assert page.language == language
    assert "Jen česky" in page.source
    assert "Fremdes" not in page.source
    assert page.source.count('class="own"') == 3
    assert page.source.count("kern-badge--warning") == 1


def test_the_list_of_one_organisation_and_odd_addresses(writer: Make) -> None:
    member = writer()
    member.listing()
    address = url("de", "own_listings")
    assert 'class="own"' in member.client.get(address, {"organisation": member.company.pk}).content.decode()
    assert 'class="own"' not in member.client.get(address, {"organisation": 1}).content.decode()
    for odd in ("x", "²", "9" * 30, "-1"):
        assert member.client.get(address, {"organisation": odd}).status_code == 200


def test_long_lists_have_pages(writer: Make) -> None:
    member = writer()
    for _number in range(31):
        member.listing()
    assert 'rel="next"' in member.client.get(url("de", "own_listings")).content.decode()
    assert 'rel="prev"' in member.client.get(url("de", "own_listings"), {"page": 2}).content.decode()


@pytest.mark.parametrize("language", ["de", "cs"])
@pytest.mark.parametrize("state", ["draft", "incomplete", "submitted", "published", "expired", "archived", "sent_back"])
def test_every_state_has_its_page(writer: Make, state: str, language: str) -> None:
    member = writer(language)
    listing = in_state(member, state)
    page = Page(member.client.get(url(language, "listing_status", listing.pk)))
    assert page.status == 200
    assert page.language == language
    assert len(page.headings) == 1
    actions_of = {
        "draft": ["listing_submit"], "submitted": ["listing_withdraw"], "published": ["listing_renew", "listing_close"],
        "expired": ["listing_renew", "listing_close"], "archived": ["listing_submit"], "sent_back": ["listing_submit"],
        "incomplete": [],
    }  # fmt: skip
    views = ("listing_submit", "listing_withdraw", "listing_renew", "listing_close")
    offered = {form.action for form in page.forms}
    assert [view for view in views if url(language, view, listing.pk) in offered] == actions_of[state]


def in_state(member: Writer, state: str) -> Listing:
    """A listing in one of its states."""
    if state == "incomplete":
        return member.listing(description_de="", capabilities=[])
    listing = member.listing()
    if state in {"submitted", "sent_back"}:
        submit_listing(pk=listing.pk, actor=member.user)
    if state == "sent_back":
        send_back(item_id=ReviewItem.objects.get().pk, actor=make_clerk("DED2D"), reason="Bitte genauer.")
    if state in {"published", "expired", "archived"}:
        publish(listing)
    if state == "expired":
        Listing.objects.filter(pk=listing.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
        expire(pk=listing.pk)
    if state == "archived":
        member.press("listing_close", listing, closing="found")
    return listing


def test_the_reason_of_the_chamber_is_read(writer: Make) -> None:
    member = writer()
    listing = in_state(member, "sent_back")
    assert "Bitte genauer." in member.client.get(url("de", "listing_status", listing.pk)).content.decode()


def test_an_incomplete_one_is_not_submitted(writer: Make) -> None:
    member = writer()
    listing = in_state(member, "incomplete")
    response = member.press("listing_submit", listing)
    assert response.redirect_chain[-1][0] == url("de", "listing_edit", listing.pk)
    assert status_of(listing) == "draft"


def test_from_draft_to_closed_and_back(writer: Make) -> None:
    member = writer()
    listing = member.listing()
    for view, data, status in [
        ("listing_submit", {}, "submitted"), ("listing_submit", {}, "submitted"), ("listing_withdraw", {}, "draft"),
        ("listing_withdraw", {}, "draft"), ("listing_close", {"closing": "found"}, "draft"),
    ]:  # fmt: skip
        assert member.press(view, listing, **data).status_code == 200
        assert status_of(listing) == status
    publish(listing)
    member.press("listing_close", listing)
    member.press("listing_close", listing, closing="x")
    assert status_of(listing) == "published"
    member.press("listing_close", listing, closing="withdrawn")
    member.press("listing_renew", listing)
    assert (status_of(listing), Listing.objects.get().closed_as) == ("archived", "withdrawn")
    member.press("listing_submit", listing)
    assert (status_of(listing), Listing.objects.get().closed_as) == ("submitted", "")


def test_renewing_by_button(writer: Make) -> None:
    member = writer()
    listing = in_state(member, "expired")
    member.press("listing_renew", listing)
    listing.refresh_from_db()
    assert listing.valid_until == timezone.localdate() + timedelta(days=90)
    assert listing.expired_at is None


def test_saving_a_new_day_brings_an_expired_one_back(writer: Make) -> None:
    member = writer()
    listing = in_state(member, "expired")
    member.edit(listing)
    assert member.send(town="Zittau-Nord").status == 302
    assert Listing.objects.get().has_expired
    member.edit(listing)
    day = timezone.localdate() + timedelta(days=10)
    assert member.send(valid_until=day.isoformat()).status == 302
    assert not Listing.objects.get().has_expired
    assert ReviewItem.objects.get().reason == "change"


def test_copying_begins_anew(writer: Make) -> None:
    member = writer()
    listing = publish(member.listing(title_cs="Hřídele", description_cs="Díly.", quantity=3, unit="t"))
    Listing.objects.update(state_cs="checked")
    response = member.press("listing_copy", listing)
    copy = Listing.objects.exclude(pk=listing.pk).get()
    assert response.redirect_chain[-1][0] == url("de", "listing_edit", copy.pk)
    assert (copy.status, copy.version, copy.published_at, copy.author) == ("draft", 1, None, member.user)
    assert (copy.title_cs, copy.state_de, copy.state_cs, copy.quantity) == ("Hřídele", "original", "checked", 3)
    assert [row.pk for row in copy.capabilities.all()] == ["44316000"]
    assert copy.slug != listing.slug
    assert actions(copy) == ["created"]


def test_the_profile_has_to_be_published_too(writer: Make) -> None:
    member = writer()
    listing = publish(member.listing())
    assert Listing.objects.published().exists()
    Organisation.objects.filter(pk=member.company.pk).update(status="submitted")
    assert not Listing.objects.published().exists()
    page = member.client.get(url("de", "listing_status", listing.pk)).content.decode()
    assert page.count(member.company.name) == 2  # also why nobody sees it yet


def test_strangers_and_visitors(writer: Make) -> None:
    listing = writer().listing()
    stranger = Client()
    stranger.force_login(make_user())
    steps = ("submit", "withdraw", "close", "renew", "copy")
    views = ["listing_status", "listing_edit", *(f"listing_{step}" for step in steps)]
    for view in views:
        address = url("de", view, listing.pk)
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code in {404, 405}
        assert Client().get(address).url.startswith(url("de", "account_login"))
    assert Listing.objects.count() == 1


def test_buttons_lead_back_after_signing_in(writer: Make) -> None:
    member = writer()
    listing: Any = member.listing()
    response = member.client.get(url("de", "listing_submit", listing.pk))
    assert response.url == url("de", "listing_status", listing.pk)


def test_the_workspace_leads_there(writer: Make) -> None:
    member = writer()
    pages = [url("de", "workspace"), url("de", "organisation_status", member.company.pk)]
    for address in pages:
        assert url("de", "own_listings") in member.client.get(address).content.decode()
    assert make_company().name not in member.client.get(pages[0]).content.decode()
