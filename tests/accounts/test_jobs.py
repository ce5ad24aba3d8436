"""Jobs belong to the transaction in which they are queued, in a worker, too."""

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.services.mails import defer_delivery

pytestmark = pytest.mark.django_db


class TakenBackError(Exception):
    """A job that fails after it has queued another one."""


def queued() -> int:
    """How many deliveries wait."""
    number: int = ProcrastinateJob.objects.filter(task_name="accounts.tasks.deliver_mail").count()
    return number


def test_what_a_job_queues_is_taken_back_with_its_transaction() -> None:
    """Otherwise another worker would look for the mail before it is there, and leave it for an hour."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        with pytest.raises(TakenBackError), transaction.atomic():
            assert defer_delivery(mail_id=1)
            assert queued() == 1
            raise TakenBackError
        assert queued() == 0
        assert defer_delivery(mail_id=1)
        assert not defer_delivery(mail_id=1)
    assert queued() == 1
