"""The site as readers reach it: gunicorn and a job worker on a database of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg

from glokal.environment import BASE_DIR
from tests.browser.databases import address, conninfo, copy_of_demo

PATIENCE = 120  # seconds until web server and worker have to be ready
POLL = 0.2
LAST_WORDS = 3000  # characters of the log that a failed start shows


@dataclass(frozen=True)
class Site:
    """A running site."""

    url: str
    database: str
    log: Path

    def row(self, query: str, *values: Any) -> tuple[Any, ...]:
        """The first row that a query finds."""
        with psycopg.connect(conninfo(self.database)) as connection:
            found = connection.execute(query, values).fetchone()
        assert found is not None, f"nothing found: {query} {values}"
        return tuple(found)

    def value(self, query: str, *values: Any) -> Any:
        """The first value of the first row."""
        return self.row(query, *values)[0]

    @classmethod
    @contextmanager
    def running(cls, name: str, folder: Path, **variables: str) -> Iterator[Self]:
        """Start everything on a free port, and stop it at the end; `variables` change its environment."""
        port = _free_port()
        url = f"http://localhost:{port}"
        environment = _environment(url) | variables
        with copy_of_demo(name, environment) as database:
            site = cls(url=url, database=database, log=folder / "site.log")
            environment["DATABASE_URL"] = address(database)
            with site.log.open("w") as log:
                processes = [
                    subprocess.Popen(
                        command, cwd=BASE_DIR, env=environment, stdout=log, stderr=log, start_new_session=True
                    )
                    for command in _commands(port)
                ]
                try:
                    site.wait_until_ready(processes)
                    yield site
                finally:
                    _stop(processes)

    def wait_until_ready(self, processes: list[subprocess.Popen[bytes]]) -> None:
        """Return as soon as web server, database and worker work together."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and all(process.poll() is None for process in processes):
            with suppress(HTTPError, OSError), urlopen(f"{self.url}/readyz", timeout=5):
                return
            time.sleep(POLL)
        message = f"the site has not become ready:\n{self.log.read_text()[-LAST_WORDS:]}"
        raise AssertionError(message)


def _commands(port: int) -> list[list[str]]:
    web = ["-m", "gunicorn", "-c", "glokal/gunicorn.py", "--bind", f"localhost:{port}", "glokal.wsgi"]
    worker = ["manage.py", "procrastinate", "worker", "--concurrency", "2"]
    return [[sys.executable, *web], [sys.executable, *worker]]


def _environment(url: str) -> dict[str, str]:
    return {
        **os.environ,
        "SITE_URL": url,
        "ALLOWED_HOSTS": "localhost",
        "SECRET_KEY": "only-for-tests",
        "GLOKAL_DEMO": "1",
        "DEBUG": "0",
        "MAIL_URL": "",
        "TRUSTED_PROXY_COUNT": "0",
        "WEB_CONCURRENCY": "1",
        "OMP_NUM_THREADS": "1",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
