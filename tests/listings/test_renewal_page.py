"""The page behind the link in the mail."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from listings.models import Listing
from listings.services.entries import close_listing
from listings.services.validity import expire, renew, renewal_token
from tests.factories import make_listing, publish
from tests.pages import Page, url

pytestmark = pytest.mark.django_db
SOON = 3


def published(days: int = SOON) -> Listing:
    return publish(make_listing(valid_until=timezone.localdate() + timedelta(days=days)))


@pytest.mark.parametrize("language", ["de", "cs"])
def test_opening_the_link_renews_nothing(language: str) -> None:
    entry = published()
    address = url(language, "listing_renewal", renewal_token(entry))
    client = Client()
    for _scanner in range(2):
        response = client.get(address)
        assert response.status_code == 200
        assert client.head(address).status_code == 200
    assert response["Cache-Control"].startswith("max-age=0")
    page = Page(response)
    assert page.language == language
    assert len(page.headings) == 1
    assert any(form.method == "post" and not form.action for form in page.forms)
    assert Listing.objects.get().valid_until == entry.valid_until


def test_the_button_renews_once() -> None:
    entry = published()
    address = url("de", "listing_renewal", renewal_token(entry))
    for _twice in range(2):
        response = Client().post(address)
        assert (response.status_code, response["Location"]) == (302, address)
    until = timezone.localdate() + timedelta(days=90)
    assert Listing.objects.get().valid_until == until
    after = Page(Client().get(address))
    assert str(until.year) in after.source
    assert not any(form.method == "post" and not form.action for form in after.forms)


def test_what_has_expired_comes_back() -> None:
    entry = published(-1)
    expire(pk=entry.pk)
    Client().post(url("cs", "listing_renewal", renewal_token(entry)))
    entry.refresh_from_db()
    assert entry.is_published


def test_the_link_of_the_reminder_still_works_after_the_end() -> None:
    entry = published(0)
    token = renewal_token(entry)
    yesterday = timezone.localdate() - timedelta(days=1)
    renew(pk=entry.pk)
    Listing.objects.update(valid_until=yesterday)
    expire(pk=entry.pk)
    Client().post(url("de", "listing_renewal", token))
    entry.refresh_from_db()
    assert entry.is_published


@pytest.mark.parametrize("language", ["de", "cs"])
def test_a_forged_link_has_a_clear_page(language: str) -> None:
    entry = published()
    for token in ("x", f"{renewal_token(entry)}x"):
        address = url(language, "listing_renewal", token)
        for response in (Client().get(address), Client().post(address)):
            assert response.status_code == 404
            assert url(language, "own_listings") in response.content.decode()
    assert Listing.objects.get().valid_until == entry.valid_until


def test_a_link_to_what_is_gone() -> None:
    entry = published()
    token = renewal_token(entry)
    entry.delete()
    assert Client().get(url("de", "listing_renewal", token)).status_code == 404
    assert Client().post(url("de", "listing_renewal", token)).status_code == 404


def test_what_is_closed_stays_closed() -> None:
    entry = published()
    address = url("de", "listing_renewal", renewal_token(entry))
    close_listing(pk=entry.pk, actor=None, closing="found")
    assert Client().post(address, follow=True).status_code == 200
    entry.refresh_from_db()
    assert entry.status == "archived"
