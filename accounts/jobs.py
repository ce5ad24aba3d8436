"""Queueing jobs within transactions."""

from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task


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
