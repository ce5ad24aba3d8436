"""Offers and demands in the chamber's queue and administration."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from listings.models import Listing
from listings.services.attachments import add_attachments
from listings.services.entries import submit_listing
from organisations.files import check_file
from organisations.models import Organisation
from publishing.models import ReviewItem, Revision
from publishing.registry import subject_of
from publishing.services import approve, revert
from tests.factories import make_clerk, make_listing, make_superuser, publish
from tests.listings.conftest import Writer
from tests.listings.uploads import PDF, upload
from tests.pages import Page

pytestmark = pytest.mark.django_db
Make = Callable[..., Writer]
QUERIES_OF_LIST = 7


@pytest.fixture(autouse=True)
def _surroundings(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def clerk() -> Any:
    return make_clerk("DED2D")


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *arguments: Any) -> str:
    return reverse(f"admin:{name}", args=arguments)


def change(listing: Listing) -> str:
    return address("listings_listing_change", listing.pk)


@pytest.mark.parametrize("language", ["de", "cs"])
def test_a_clerk_reads_and_publishes(writer: Make, language: str) -> None:
    member, clerk = writer(), make_clerk("DED2D", language=language)
    needed = timezone.localdate() + timedelta(days=20)
    listing = member.listing(
        title_cs="Hřídele", quantity=500, unit="pieces", certificates=["ISO 9001"], needed_from=needed,
        delivers_everywhere=True,
    )  # fmt: skip
    add_attachments(listing_id=listing.pk, files=[check_file(upload("plan.pdf", PDF))])
    submit_listing(pk=listing.pk, actor=member.user)
    item = ReviewItem.objects.get()
    page = signed_in(clerk).get(address("publishing_reviewitem_change", item.pk)).content.decode()
    for text in ("Hřídele", "42CrMo4", "500", "ISO 9001", "plan.pdf", "Uhrwerk Zittau GmbH", str(needed.year)):
        assert text in page, text
    data = {"decision": "approve", "revision": Revision.objects.of("listing", listing.pk)[0].pk}
    assert signed_in(clerk).post(address("publishing_reviewitem_change", item.pk), data).status_code == 302
    listing.refresh_from_db()
    assert listing.is_published


def test_the_chamber_of_the_organisation_decides(writer: Make) -> None:
    member = writer()
    listing = member.listing(country="CZ", region_id="CZ051", town="Liberec")
    submit_listing(pk=listing.pk, actor=member.user)
    assert ReviewItem.objects.get().region_code == "DED2D"
    for user, status in [(make_clerk("DED2D"), 200), (make_clerk("CZ051"), 404), (make_superuser(), 200)]:
        assert signed_in(user).get(change(listing)).status_code == status


def test_the_queue_follows_an_organisation_that_moves(writer: Make) -> None:
    member = writer()
    submit_listing(pk=member.listing().pk, actor=member.user)
    company = member.company
    Organisation.objects.filter(pk=company.pk).update(region="DED2C")
    company.refresh_from_db()
    subject_of("company").changed(company)
    assert ReviewItem.objects.get(kind="listing").region_code == "DED2C"


def test_a_correction_counts_as_reviewed(writer: Make, clerk: Any) -> None:
    member = writer()
    listing = publish(member.listing())
    client = signed_in(clerk)
    data = Page(client.get(change(listing))).form("version")
    response = client.post(change(listing), {**data, "title_cs": "Hřídele z oceli", "quantity": "12", "unit": "t"})
    assert response.status_code == 302, response.context["adminform"].form.errors
    listing.refresh_from_db()
    assert (listing.title_cs, listing.quantity, listing.version) == ("Hřídele z oceli", 12, 2)
    assert Revision.objects.of("listing", listing.pk)[0].action == "corrected"
    assert not ReviewItem.objects.open().exists()


def test_a_newer_version_is_told(writer: Make, clerk: Any) -> None:
    member = writer()
    listing = member.listing()
    client = signed_in(clerk)
    data = Page(client.get(change(listing))).form("version")
    member.edit(listing)
    member.send(description_de="Vom Mitglied.")
    response = client.post(change(listing), {**data, "description_de": "Von der Kammer."})
    assert response.status_code == 200
    assert "Vom Mitglied." in str(response.context["adminform"].form.errors["description_de"])
    listing.refresh_from_db()
    assert listing.description_de == "Vom Mitglied."


def test_an_edit_of_what_is_published_can_be_reverted(writer: Make, clerk: Any) -> None:
    member = writer()
    listing = publish(member.listing(quantity=5, unit="t", needed_until=timezone.localdate()))
    member.edit(listing)
    plan = upload("plan.pdf", PDF)
    assert member.send(description_de="Werbung!", quantity="", needed_until="", new_files=[plan]).status == 302
    item = ReviewItem.objects.open().get()
    assert item.reason == "change"
    revert(item_id=item.pk, actor=clerk, reason="Bitte sachlich.")
    listing.refresh_from_db()
    assert "42CrMo4" in listing.description_de
    assert (listing.quantity, listing.needed_until) == (5, timezone.localdate())
    assert not listing.attachments.exists()


def test_a_renewal_needs_no_decision_and_is_not_taken_back(writer: Make, clerk: Any) -> None:
    member = writer()
    listing = publish(member.listing(valid_until=timezone.localdate()))
    member.press("listing_renew", listing)
    assert not ReviewItem.objects.open().exists()
    member.edit(listing)
    member.send(description_de="Anders.")
    until = Listing.objects.get().valid_until
    revert(item_id=ReviewItem.objects.open().get().pk, actor=clerk, reason="Nein.")
    assert Listing.objects.get().valid_until == until


def test_approving_what_was_changed_while_published(writer: Make, clerk: Any) -> None:
    member = writer()
    listing = publish(member.listing())
    member.edit(listing)
    member.send(description_de="Anders.")
    approve(item_id=ReviewItem.objects.open().get().pk, actor=clerk)
    listing.refresh_from_db()
    assert listing.is_published


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_the_administration(
    writer: Make, clerk: Any, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member = writer()
    for number in range(count):
        member.listing(title_de=f"Welle {number}")
    client, url = signed_in(clerk), address("listings_listing_changelist")
    client.get(url)
    with django_assert_num_queries(QUERIES_OF_LIST):
        page = client.get(url).content.decode()
    assert page.count("Welle ") >= count


def test_search_filters_history_and_archive(writer: Make, clerk: Any) -> None:
    member = writer()
    listing = publish(member.listing(title_de="Schöne Wellen"))
    client, url = signed_in(clerk), address("listings_listing_changelist")
    assert "Schöne Wellen" in client.get(url, {"q": "schone", "region": "DED2D", "direction": "demand"}).text
    assert "Schöne Wellen" not in client.get(url, {"q": "nichts"}).text
    assert client.get(address("listings_listing_history", listing.pk)).status_code == 200
    step = address("listings_listing_step", listing.pk)
    assert client.post(step, {"step": "archive", "reason": "Gibt es nicht mehr."}).status_code == 302
    listing.refresh_from_db()
    assert listing.status == "archived"
    assert "Gibt es nicht mehr." in member.client.get(f"/de/mein-bereich/inserate/{listing.pk}/", follow=True).text


def test_revisions_have_a_name(writer: Make) -> None:
    member = writer()
    member.listing(title_de="", title_cs="Hřídele", original_language="cs")
    client = signed_in(make_superuser())
    page = client.get(address("publishing_revision_changelist")).content.decode()
    assert "Hřídele" in page
    assert member.company.name in page


def test_strangers_of_other_regions(clerk: Any) -> None:
    listing = make_listing()
    foreign = signed_in(make_clerk("CZ051"))
    assert foreign.get(change(listing)).status_code == 404
    assert foreign.post(change(listing), {"title_de": "x"}).status_code == 404
    assert str(listing) not in foreign.get(address("listings_listing_changelist")).text
    assert str(listing) in signed_in(clerk).get(address("listings_listing_changelist")).text
