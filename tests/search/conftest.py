"""What the tests of the search share."""

from collections.abc import Iterator

import pytest

from search.registry import register, unregister
from tests.search.things import KIND, Things


@pytest.fixture
def things() -> Iterator[Things]:
    """The source of the things, empty."""
    Things.published.clear()
    register(Things)
    yield Things()
    unregister(KIND)
