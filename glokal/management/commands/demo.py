"""`manage.py demo`: everything that runs, in the foreground."""

import os
import signal
import socket
import subprocess
import sys
import time
from io import StringIO
from typing import Any
from urllib.request import urlopen

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from companies.example_data import load_companies
from glokal.demo.static_files import static_files_collected
from glokal.environment import BASE_DIR, VAR_DIR, env
from search.bulk import indexed_together
from search.models import Document

POLL = 0.5  # seconds between looks at the processes
PATIENCE = 30  # seconds that the web server may take to answer


class Command(BaseCommand):
    """Set up what is missing, then run web server and worker until Ctrl-C; the data stay."""

    help = "Set up what is missing, then run web server and job worker in the foreground."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, run, and stop everything together."""
        port = env.int("PORT", default=8000)
        self._check_port(port)
        processes: list[subprocess.Popen[bytes]] = []
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            self._start(processes, port)
            self._greet(port)
            while all(process.poll() is None for process in processes):
                time.sleep(POLL)
            raise CommandError("The web server or the worker has ended; see the lines above.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopped. The data stay in var/; make demo starts again.")
        finally:
            self._stop(processes)

    def _check_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("localhost", port))
            except OSError as error:
                message = f"Port {port} cannot be used ({error.strerror}). Choose another one: PORT=8001 make demo"
                raise CommandError(message) from error

    def _start(self, processes: list[subprocess.Popen[bytes]], port: int) -> None:
        """Web server and worker; the server gets ready while the data are loaded, and answers afterwards."""
        with static_files_collected():
            call_command("migrate", verbosity=0)
        waits, may_answer = os.pipe()
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        web = ["-m", "gunicorn", "-c", "glokal/gunicorn.py", "--bind", f"localhost:{port}", "glokal.wsgi"]
        processes.append(self._run(web, {**environment, "START_PIPE": str(waits)}, pass_fds=[waits]))
        os.close(waits)
        self._load()
        os.close(may_answer)
        processes.append(self._run(["manage.py", "procrastinate", "worker", "--concurrency", "2"], environment))

    def _load(self) -> None:
        if not Document.objects.exists():
            self.stdout.write("Loading reference and demo data …")
            call_command("load_reference", stdout=StringIO())
        command = [sys.executable, "manage.py", "load_site"]
        with subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True) as site:
            with indexed_together(), transaction.atomic():
                companies = load_companies()
            if companies:
                self.stdout.write(f"companies: {len(companies)} new")
            # its first line tells that the institutions are there, to which offers and events belong
            self.stdout.write(site.stdout.readline().strip() if site.stdout else "")
            call_command("load_demo", without_terms=True, stdout=self.stdout)
            self.stdout.write(site.communicate()[0].strip())
            if site.returncode:
                raise CommandError("The first data could not be loaded; see the lines above.")

    @staticmethod
    def _run(command: list[str], environment: dict[str, str], **options: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, *command], cwd=BASE_DIR, env=environment, start_new_session=True, **options
        )

    def _greet(self, port: int) -> None:
        url = f"http://localhost:{port}/"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with urlopen(f"{url}healthz", timeout=2):
                    break
            except OSError:
                time.sleep(POLL)
        self.stdout.write(self.style.SUCCESS(f"\nGlokal is at {url}  –  mail lies in {VAR_DIR / 'mail'}"))
        self.stdout.write("Accounts: see the login page. Ctrl-C stops everything.")

    @staticmethod
    def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
