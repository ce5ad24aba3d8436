"""A new offer or demand as a member fills it in, and its later editing."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from listings.models import Listing
from organisations.models import Certificate
from publishing.models import ReviewItem
from tests.factories import make_company, make_member, publish
from tests.listings.conftest import FILLED, Writer
from tests.pages import Page, url

pytestmark = pytest.mark.django_db
Make = Callable[..., Writer]


@pytest.mark.parametrize(("language", "other"), [("de", "cs"), ("cs", "de")])
def test_a_demand_in_one_language_goes_to_the_chamber(writer: Make, language: str, other: str) -> None:
    member = writer(language)
    member.new()
    assert member.send(**FILLED, action="submit").status == 302
    listing = Listing.objects.get()
    assert (listing.status, listing.original_language) == ("submitted", language)
    assert listing.texts(language)["title"] == "Drehteile aus Edelstahl"
    assert (listing.state(language), listing.state(other)) == ("original", "missing")
    assert (listing.quantity, listing.unit) == (Decimal(500), "pieces")
    assert [row.pk for row in listing.capabilities.all()] == ["44316000"]
    assert listing.slug == f"drehteile-aus-edelstahl-{listing.pk}"
    assert listing.lat
    item = ReviewItem.objects.get(kind="listing")
    assert (item.region_code, item.title) == ("DED2D", "Drehteile aus Edelstahl")


def test_place_and_language_are_filled_in(writer: Make) -> None:
    page = writer("cs").new()
    assert page.form("title")["town"] == ["Zittau"]
    assert page.form("title")["postcode"] == ["02763"]
    assert page.form("title")["original_language"] == ["cs"]
    assert page.form("title")["valid_until"] == [(timezone.localdate() + timedelta(days=90)).isoformat()]


def test_links_fill_the_form_in(writer: Make) -> None:
    member = writer()
    Certificate.objects.create(organisation_id=member.company.pk, standard="ISO 9001")
    form = member.new("?kind=offer&type=service&title=L%C3%B6ten&text=Wir%20l%C3%B6ten&cpv=44316000&cpv=x").form(
        "title"
    )
    assert (form["direction"], form["type"]) == (["offer"], ["service"])
    assert (form["title"], form["description"]) == (["Löten"], ["Wir löten"])
    assert form["capabilities"] == ["44316000"]
    assert form["certificates"] == ["ISO 9001"]
    odd = member.new("?kind=x&type=%00&title=%00&organisation=999").form("title")
    assert (odd["direction"], odd["type"], odd["title"]) == (["demand"], ["product"], [""])


def test_a_draft_is_seen_by_nobody_else(writer: Make) -> None:
    member = writer()
    member.new()
    assert member.send(**FILLED).status == 302
    assert Listing.objects.get().status == "draft"
    assert not ReviewItem.objects.exists()


def test_the_chamber_needs_a_category_a_draft_does_not(writer: Make) -> None:
    member = writer()
    member.new()
    assert member.send(**{**FILLED, "capabilities": None}, action="submit").error("capabilities")
    assert member.send(**{**FILLED, "capabilities": None}).status == 302


def test_sending_twice_makes_one(writer: Make) -> None:
    member = writer()
    member.new()
    member.send(**FILLED)
    member.send(**FILLED)
    assert Listing.objects.count() == 1


@pytest.mark.parametrize("language", ["de", "cs"])
def test_errors_keep_what_was_typed(writer: Make, language: str) -> None:
    member = writer(language)
    member.new()
    wrong = {
        "title": "", "quantity": "viel", "unit": "", "postcode": "1", "needed_from": "2027-05-02",
        "needed_until": "2027-05-01", "valid_until": "2020-01-01",
    }  # fmt: skip
    page = member.send(**{**FILLED, **wrong})
    assert page.status == 422
    for field in ("title", "quantity", "postcode", "needed_until", "valid_until"):
        assert page.error(field), field
    form = page.form("title")
    assert form["description"] == [FILLED["description"]]
    assert form["quantity"] == ["viel"]
    assert form["capabilities"] == ["44316000"]
    assert not Listing.objects.exists()


@pytest.mark.parametrize("days", [-1, 366])
def test_validity_has_its_limits(writer: Make, days: int) -> None:
    member = writer()
    member.new()
    day = timezone.localdate() + timedelta(days=days)
    assert member.send(**{**FILLED, "valid_until": day.isoformat()}).error("valid_until")


def test_quantities_are_read_as_people_write_them(writer: Make) -> None:
    member = writer("cs")
    member.new()
    assert member.send(**{**FILLED, "quantity": "2,5", "unit": "t"}).status == 302
    listing = Listing.objects.get()
    assert listing.quantity == Decimal("2.5")
    assert member.edit(listing).form("version")["quantity"] == ["2,5"]
    assert member.send(unit="").error("unit")
    assert member.send(quantity="0").error("quantity")


def test_codes_can_be_looked_up_without_javascript(writer: Make) -> None:
    member = writer()
    member.new()
    page = member.send(**FILLED, action="find", capabilities_search="gelenk")
    assert page.status == 200
    assert 'id="found_capabilities_' in page.source
    assert page.form("title")["title"] == [FILLED["title"]]
    assert not page.error("title")
    assert not Listing.objects.exists()


def test_who_acts_for_nobody_finds_an_organisation_first(writer: Make) -> None:
    member = writer()
    member.company.memberships.all().delete()
    response = member.client.get(url("de", "listing_new"))
    assert response.url == url("de", "organisation_find")


def test_members_of_several_choose(writer: Make) -> None:
    member = writer()
    other = publish(make_company("Zweitwerk GmbH", town="Löbau"))
    make_member(other, user=member.user)
    stranger = make_company("Fremd GmbH")
    form = member.new(f"?organisation={other.pk}").form("title")
    assert (form["organisation"], form["town"]) == ([str(other.pk)], ["Löbau"])
    assert member.send(**FILLED, organisation=stranger.pk).error("organisation")
    member.send(**FILLED, organisation=other.pk)
    assert Listing.objects.get().organisation_id == other.pk


def test_translation_side_by_side(writer: Make) -> None:
    member = writer()
    listing = member.listing()
    member.edit(listing)
    texts = {"title_cs": "Soustružené díly", "description_cs": "Hřídele."}
    assert member.send(**texts).status == 302
    listing.refresh_from_db()
    assert (listing.state_de, listing.state_cs, listing.version) == ("original", "draft", 2)
    member.edit(listing)
    member.send(translation_checked="on")
    listing.refresh_from_db()
    assert listing.state_cs == "checked"
    member.edit(listing)
    member.send(description_de="Etwas ganz anderes.")
    listing.refresh_from_db()
    assert listing.state_cs == "outdated"


def test_two_editors_lose_nothing(writer: Make) -> None:
    member = writer()
    listing = member.listing()
    member.edit(listing)
    first = dict(member.data)
    assert member.send(town="Görlitz", postcode="02826").status == 302
    member.data = first
    page = member.send(description_de="Meine Fassung.", quantity="3", unit="t")
    assert page.status == 409
    assert "Görlitz" in page.source
    assert page.form("version")["description_de"] == ["Meine Fassung."]
    listing.refresh_from_db()
    assert listing.town == "Görlitz"
    member.data = page.form("version")
    assert member.send().status == 302
    listing.refresh_from_db()
    assert (listing.description_de, listing.quantity) == ("Meine Fassung.", 3)


def test_pressing_save_twice_is_no_conflict(writer: Make) -> None:
    member = writer()
    member.edit(member.listing())
    assert member.send(town="Görlitz", postcode="02826").status == 302
    assert member.send(town="Görlitz", postcode="02826").status == 302


def test_what_was_typed_survives_the_end_of_the_session(writer: Make) -> None:
    member = writer()
    member.new()
    member.client.logout()
    assert member.send(**FILLED).status == 302
    held = dict(member.client.session)["held_input"]
    member.client.force_login(member.user)
    session = member.client.session
    session["held_input"] = held  # signing in keeps what the visitor's session held
    session.save()
    page = Page(member.client.get(member.address))
    assert page.form("title")["title"] == [FILLED["title"]]


@pytest.mark.parametrize("value", ["\x00", "a" * 5000, "<script>alert(1)</script>", "\u202eabc", "😀" * 5])
def test_odd_texts_are_an_error_or_saved(writer: Make, value: str) -> None:
    member = writer()
    member.new()
    page: Any = member.send(**{**FILLED, "title": value})
    assert page.status in {302, 422}
    assert "<script>alert" not in page.source
