"""Where offers and demands turn up beside their own pages: organisations, home, navigation, the general search."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from pytest_django import DjangoAssertNumQueries

from listings.models import Listing
from listings.related import documents_of
from organisations import sections
from search.services import index_now
from tests.factories import list_publicly, make_company, make_institution, make_listing, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
OF_ORGANISATION = 9
OF_HOME = 7


def said(language: str, message: str) -> str:
    with override(language):
        return gettext(message)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [make_company, make_institution])
def test_the_page_of_an_organisation_shows_what_is_current(make: Any, language: str) -> None:
    owner = make("Uhrwerk Zittau")
    list_publicly(owner)
    address = url(language, f"{owner.kind}_detail", owner.slug)
    heading = said(language, "Current offers and demands")
    assert heading not in Page(Client().get(address)).source
    current, over = make_listing("Messing gesucht", organisation=owner), make_listing("Vorbei", organisation=owner)
    list_publicly(current, over, make_listing("Von anderen"))
    make_listing("Entwurf", organisation=owner)
    Listing.objects.filter(pk=over.pk).update(expired_at=timezone.now())
    index_now(kind="listing", ids=[over.pk])
    source = Page(Client().get(address)).source
    assert heading in source
    assert "Messing gesucht" in source
    for text in ("Vorbei", "Von anderen", "Entwurf"):
        assert text not in source


def test_the_page_of_an_organisation_asks_the_same_for_one_and_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    owner = publish(make_company())
    address = url("de", "company_detail", owner.slug)
    for number in (1, 2):
        list_publicly(*(make_listing(organisation=owner) for _ in range(number)))
        Client().get(address)
        with django_assert_num_queries(2):
            documents_of(owner, 30)
        with django_assert_num_queries(OF_ORGANISATION):
            assert Client().get(address).status_code == 200


def test_a_section_without_facts_is_left_out() -> None:
    owner = publish(make_company())
    assert sections.sections_of(owner) == []
    list_publicly(make_listing(organisation=owner))
    (section,) = sections.sections_of(owner)
    assert section.template == "listings/of_organisation.html"
    assert len(section.facts["documents"]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_shows_the_newest_demands_and_offers(language: str) -> None:
    now = timezone.now()
    owner = publish(make_company())
    for days in range(5):
        for direction in ("offer", "demand"):
            entry = make_listing(f"{direction} {days}", direction=direction, organisation=owner)
            entry.published_at = now - timedelta(days=days)
            entry.save()
            list_publicly(entry)
    answer = Client().get(url(language, "home"))
    assert [document.title for document in answer.context["demands"]] == ["demand 0", "demand 1", "demand 2"]
    assert [document.title for document in answer.context["offers"]] == ["offer 0", "offer 1", "offer 2"]
    page = Page(answer)
    addresses = {link["href"] for link in page.links}
    assert f"{url(language, 'listing_list')}?kind=demand&sort=newest" in addresses
    assert url(language, "listing_list") in addresses
    assert said(language, "Newest demands") in page.source
    # what was confirmed last are organisations, whatever else is newer
    assert {document.kind for document in answer.context["newest"]} <= {"company", "institution"}


def test_home_asks_the_same_for_one_and_three(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in (1, 2):
        for direction in ("offer", "demand"):
            list_publicly(*(make_listing(direction=direction) for _ in range(number)))
        Client().get(url("de", "home"))
        with django_assert_num_queries(OF_HOME):
            Client().get(url("de", "home"))


def test_home_without_any_has_no_empty_boxes() -> None:
    source = Page(Client().get(url("de", "home"))).source
    assert said("de", "Newest demands") not in source


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_general_search_shows_the_same_card(language: str) -> None:
    owner = publish(make_company("Uhrwerk Zittau GmbH"))
    list_publicly(make_listing("Zahnkranz gesucht", organisation=owner, quantity=40, unit="kg"))
    source = Page(Client().get(f"{url(language, 'search')}?q=42CrMo4")).source
    for text in ("Zahnkranz gesucht", "Uhrwerk Zittau GmbH", said(language, "Demand")):
        assert text in source
