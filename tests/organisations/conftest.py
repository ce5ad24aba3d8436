"""What the tests of organisations share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from companies.models import Company
from tests.factories import make_company, make_user
from tests.pages import Page, url


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


class Editor:
    """A signed-in member with the profile form of one entry open."""

    def __init__(self, entry: Any, user: Any, language: str = "de") -> None:
        self.entry, self.user, self.language = entry, user, language
        self.client = Client()
        self.client.force_login(user)
        self.url = url(language, f"{entry.kind}_edit", entry.pk)
        self.data: dict[str, Any] = {}

    def open(self) -> Page:
        """Load the form and keep what it would send."""
        page = Page(self.client.get(self.url))
        self.data = page.form("version")
        return page

    def send(self, **changes: Any) -> Page:
        """Press a button, "save" unless `action` says another; None leaves a field out."""
        data = {**self.data, "action": "save", **changes}
        return Page(self.client.post(self.url, {name: value for name, value in data.items() if value is not None}))

    def reload(self) -> Any:
        """The entry as it is saved."""
        return type(self.entry).objects.get(pk=self.entry.pk)


@pytest.fixture
def editor(db: None) -> Callable[..., Editor]:
    """Makes an editor of a new company, or of the given entry."""

    def make(entry: Any = None, *, language: str = "de", user: Any = None, **fields: Any) -> Editor:
        person = user or make_user(language=language)
        facts = {"owner": person, "postcode": "02763", **fields}
        made = Editor(entry or make_company("Uhrwerk Zittau GmbH", **facts), person, language)
        made.open()
        return made

    return make


@pytest.fixture
def company(db: None) -> Company:
    """A draft in Zittau."""
    return make_company("Uhrwerk Zittau GmbH", postcode="02763")
