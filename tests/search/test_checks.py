"""What a server lacks is said before anything fails."""

import pytest
from django.core.checks import run_checks

from search.checks import check_server, server_errors
from search.places import plane
from search.registry import UnknownKindError, source_of, sources
from tests.search.things import KIND, Things

ALL = {"vector": "0.8.6", "pg_trgm": "1.6", "unaccent": "1.1", "btree_gist": "1.7"}


@pytest.mark.django_db
def test_this_server_has_everything() -> None:
    assert check_server(databases=["default"]) == []
    assert not [error for error in run_checks(databases=["default"]) if error.id.startswith("search.")]


@pytest.mark.parametrize(
    ("major", "available", "words"),
    [
        (14, ALL, ["PostgreSQL 14", "15 or newer"]),
        (15, ALL | {"vector": "0.6.2"}, ["vector has only version 0.6.2", "0.8", "postgresql-15-pgvector"]),
        (17, {name: ALL[name] for name in ALL if name != "vector"}, ["not available", "postgresql-17-pgvector"]),
        (15, {name: ALL[name] for name in ALL if name != "unaccent"}, ["unaccent is not", "postgresql-contrib"]),
    ],
)
def test_each_lack_says_what_to_install(major: int, available: dict[str, str], words: list[str]) -> None:
    (error,) = server_errors(major, available)
    for word in words:
        assert word in f"{error.msg} {error.hint}"


def test_distances_are_in_kilometres() -> None:
    (x1, y1), (x2, y2) = plane(14.8072, 50.8976), plane(15.0562, 50.7663)  # Zittau, Liberec
    assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 == pytest.approx(22.8, abs=0.3)


def test_registry_knows_its_kinds(things: Things) -> None:
    assert source_of(KIND) in sources()
    with pytest.raises(UnknownKindError, match="nothing"):
        source_of("nothing")
