"""Queueing jobs within transactions."""

from typing import Any

from django.db import transaction
from procrastinate import App
from procrastinate.connector import BaseAsyncConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.tasks import Task


class WorkerConnector(PsycopgConnector):
    """A worker takes jobs over connections of its own; a job that queues another one does so over Django's.

    Otherwise the other one is seen before the transaction of the first ends: its mail is not there yet.
    """

    def get_sync_connector(self) -> DjangoConnector:
        """Where jobs are queued."""
        return DjangoConnector()


class JobConnector(DjangoConnector):
    """Django's connection, also while a worker runs."""

    def get_worker_connector(self) -> BaseAsyncConnector:
        """Where a worker takes its jobs from."""
        return WorkerConnector(kwargs=connector_params(self.alias))


def join_transactions(app: App) -> None:
    """Let each job that is queued, by a page or by a job, belong to the running transaction (a setting names this)."""
    app.connector = app.job_manager.connector = JobConnector()


def defer_once(task: Task[..., Any, Any], *, queueing_lock: str, lock: str | None = None, **arguments: Any) -> bool:
    """Queue a job with the running transaction, once however often it is asked for; False when it waits already.

    Jobs with the same `lock` run one after the other.
    """
    try:
        with transaction.atomic():
            task.configure(queueing_lock=queueing_lock, lock=lock).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True
