"""What the tests of offers and demands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from listings.models import Listing
from tests.factories import make_company, make_listing, make_user, publish
from tests.pages import Page, url


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


class Writer:
    """A signed-in member of a company, with one of its forms open."""

    def __init__(self, language: str = "de", **facts: Any) -> None:
        self.language = language
        self.user = make_user(language=language)
        self.company = publish(make_company("Uhrwerk Zittau GmbH", owner=self.user, postcode="02763", **facts))
        self.client = Client()
        self.client.force_login(self.user)
        self.address, self.data = "", {}

    def new(self, query: str = "") -> Page:
        """Open the page for a new listing."""
        return self._open(url(self.language, "listing_new") + query, "title")

    def edit(self, listing: Listing) -> Page:
        """Open the page that edits a listing."""
        return self._open(url(self.language, "listing_edit", listing.pk), "version")

    def listing(self, **facts: Any) -> Listing:
        """A draft of the company."""
        return make_listing(organisation=self.company, author=self.user, **facts)

    def send(self, **changes: Any) -> Page:
        """Press a button, "save" unless `action` says another; None leaves a field out."""
        data = {**self.data, "action": "save", **changes}
        response = self.client.post(self.address, {name: value for name, value in data.items() if value is not None})
        page = Page(response)
        page.url = getattr(response, "url", "")  # type: ignore[attr-defined]
        return page

    def press(self, view: str, listing: Listing, **data: Any) -> Any:
        """A button of the status page; the page that follows."""
        return self.client.post(url(self.language, view, listing.pk), data, follow=True)

    def _open(self, address: str, field: str) -> Page:
        self.address = address
        page = Page(self.client.get(address))
        self.data = page.form(field)
        return page


@pytest.fixture
def writer(db: None) -> Callable[..., Writer]:
    """Makes a member with a published company."""
    return Writer


FILLED: dict[str, Any] = {
    "direction": "demand",
    "type": "product",
    "title": "Drehteile aus Edelstahl",
    "description": "500 Wellen je Monat, Durchmesser 20 mm.",
    "capabilities": ["44316000"],
    "quantity": "500",
    "unit": "pieces",
}
"""What somebody types into the page for a new listing."""
