"""The real web server over the corpus, and the processor time that it and the database use."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from bench.database import surroundings
from glokal import embedded
from glokal.environment import BASE_DIR

PATIENCE = 60  # seconds until the server must answer


@dataclass(slots=True)
class Server:
    """A running server: where it listens and which processes belong to it."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Processor time that the web processes have used so far."""
        return sum(_used(process) for process in self.process.children(recursive=True))

    @staticmethod
    def database_cpu_seconds() -> float:
        """Processor time of all running processes of the embedded PostgreSQL."""
        postmaster = int((embedded.DATA_DIR / "postmaster.pid").read_text().splitlines()[0])
        return sum(_used(process) for process in psutil.Process(postmaster).children(recursive=True))


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


@contextmanager
def running_server() -> Iterator[Server]:
    """gunicorn as `make demo` runs it, on a free port, with the floor page."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    environment = surroundings()
    command = [sys.executable, "-m", "gunicorn", "-c", "glokal/gunicorn.py", "--log-level", "warning"]
    process = subprocess.Popen([*command, "--bind", f"localhost:{port}", "glokal.wsgi"], cwd=BASE_DIR, env=environment)
    try:
        _wait(port)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
        else:
            return
