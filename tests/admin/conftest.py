"""What the tests of the administration share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _surroundings(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def as_user(db: None) -> Callable[[Any], Client]:
    """A client that is signed in as this person."""

    def sign_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def address() -> Callable[..., str]:
    """The address of a page of the administration: `address("companies_company_change", 3)`."""
    return lambda name, *arguments: reverse(f"admin:{name}", args=arguments)
