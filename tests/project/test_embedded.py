"""The PostgreSQL that Glokal brings along starts, says why when it cannot, and stands back for another one."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError

from glokal import database, embedded
from glokal.management.commands.demo import Command


@pytest.fixture
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty project folder of its own."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(embedded, "VAR_DIR", tmp_path / "var")
    monkeypatch.setattr(embedded, "DATA_DIR", tmp_path / "var" / "postgres")
    yield tmp_path
    embedded.stop()


def test_it_starts_from_nothing_and_again(own_place: Path) -> None:
    embedded.ensure_running()
    embedded.ensure_running()
    with psycopg.connect(host=str(embedded.socket_dir()), user=embedded.OWNER, dbname=embedded.DATABASE) as connection:
        row = connection.execute("select lower('ŘEKA ÜBER'), current_setting('listen_addresses')").fetchone()
    assert row == ("řeka über", "")
    embedded.stop()
    assert not embedded.is_running()
    embedded.ensure_running()
    assert embedded.is_running()


def test_a_damaged_data_directory_is_named(own_place: Path) -> None:
    embedded.ensure_running()
    embedded.stop()
    (embedded.DATA_DIR / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(embedded.EmbeddedPostgresError, match="no_such_setting") as raised:
        embedded.ensure_running()
    assert str(embedded.DATA_DIR) in str(raised.value)


def test_an_unusable_place_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setattr(embedded, "VAR_DIR", blocked / "var")
    with pytest.raises(embedded.EmbeddedPostgresError, match="DATABASE_URL"):
        embedded.ensure_running()


def test_the_socket_moves_when_the_path_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "VAR_DIR", tmp_path / ("deep" * 40) / "var")
    assert len(str(embedded.socket_dir() / embedded.SOCKET_NAME)) <= embedded.LONGEST_SOCKET_PATH
    assert embedded.socket_dir().parent == Path("/tmp")  # noqa: S108


def test_another_server_is_left_alone(own_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody:secret@db.example:5433/glokal")
    embedded.ensure_running()
    assert not (own_place / "var").exists()
    config = database.database()
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "glokal")


def test_a_socket_in_the_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://postgres@%2Frun%2Fpostgresql/glokal")
    assert database.database()["HOST"] == "/run/postgresql"


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as other:
        other.bind(("localhost", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used"):
            Command()._check_port(port)


def test_it_never_runs_as_root(own_place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root needs another user")
    (own_place / "var").mkdir()
    assert embedded._system_user() == embedded.SYSTEM_USER
