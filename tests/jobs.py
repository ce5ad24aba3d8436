"""Jobs within a test: a real worker, and queues that are empty."""

from typing import cast

from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.periodic import PeriodicRegistry

TABLES = "procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers"


def work() -> None:
    """Let a worker do all that is queued, and nothing that is due only because of the hour."""
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker:
        worker.periodic_registry = PeriodicRegistry()
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=1)


def empty_job_tables() -> None:
    """Nobody manages these tables, so the flush after a test leaves them alone."""
    with connection.cursor() as cursor:
        cursor.execute(f"truncate {TABLES} restart identity cascade")
