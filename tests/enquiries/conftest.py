"""What the tests of enquiries share."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def signed_in(user: Any) -> Any:
    """A browser of this person."""
    client = Client()
    client.force_login(user)
    return client
