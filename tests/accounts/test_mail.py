"""The outbox: stored with its job, sent once, tried again, emptied."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from accounts import services
from accounts.mails import Attachment, RenderedMail
from accounts.models import OutgoingMail
from accounts.tasks import RETRY
from bilingual.choices import Language
from tests.accounts.people import make_user

MAIL = RenderedMail(Language.CS, "Předmět", "Dobrý den,\n", "<p>Dobrý den,</p>\n")


def queue(**changes: Any) -> OutgoingMail:
    return services.queue_mail(**{"mail": MAIL, "to": "jana@example.org", "user": None, "purpose": "test", **changes})


@pytest.fixture(autouse=True)
def _empty_queue(db: None) -> None:
    """Other tests may have left jobs behind: their tables are not emptied."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def _server_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> int:
        raise ConnectionRefusedError("jana@example.org refused")

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)


@pytest.mark.django_db
def test_the_job_knows_the_id_only() -> None:
    mail = queue()
    job = ProcrastinateJob.objects.get(task_name="accounts.tasks.deliver_mail")
    assert job.args == {"mail_id": mail.pk}


@pytest.mark.django_db
def test_a_rolled_back_transaction_leaves_neither_mail_nor_job() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue()
        raise ZeroDivisionError
    assert not OutgoingMail.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_the_worker_sends_what_waits(run_jobs: Callable[[], None]) -> None:
    mail = queue(headers={"X-Glokal": "1"})
    run_jobs()
    mail.refresh_from_db()
    assert mail.sent_at
    assert mail.attempts == 1
    (sent,) = django_mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert (sent.to, sent.subject, sent.body) == (["jana@example.org"], "Předmět", "Dobrý den,\n")
    assert sent.extra_headers == {"X-Glokal": "1"}
    assert sent.alternatives[0][0] == "<p>Dobrý den,</p>\n"


@pytest.mark.usefixtures("_server_down")
def test_a_refused_mail_stays_and_is_tried_again(
    run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mail = queue()
    run_jobs()
    mail.refresh_from_db()
    assert mail.sent_at is None
    assert mail.last_error == "ConnectionRefusedError: jana@example.org refused"
    assert "jana" not in caplog.text
    job = ProcrastinateJob.objects.get(task_name="accounts.tasks.deliver_mail")
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at is not None
    assert job.scheduled_at > timezone.now()

    monkeypatch.undo()
    assert services.deliver(mail_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.attempts, mail.last_error) == (2, "")


def test_the_waits_grow_to_about_a_day() -> None:
    waits = [RETRY.exponential_wait ** (attempt + 1) for attempt in range(RETRY.max_attempts or 0)]
    assert waits == sorted(waits)
    assert timedelta(hours=20) < timedelta(seconds=sum(waits)) < timedelta(hours=30)


@pytest.mark.django_db
def test_a_mail_whose_job_is_lost_is_queued_again() -> None:
    mail = queue()
    assert services.requeue_stranded_mails() == 0  # its job still waits
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")
    assert services.requeue_stranded_mails() == 1
    assert ProcrastinateJob.objects.get().args == {"mail_id": mail.pk}


def test_two_workers_send_one_mail(run_jobs: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    mail, sent, results = queue(), [], []

    def slowly(message: EmailMultiAlternatives, **_options: object) -> int:
        time.sleep(0.3)  # long enough for the other one to arrive
        sent.append(message)
        return 1

    def deliver() -> None:
        try:
            results.append(services.deliver(mail_id=mail.pk))
        finally:
            connection.close()

    monkeypatch.setattr(EmailMultiAlternatives, "send", slowly)
    threads = [threading.Thread(target=deliver) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, True]
    assert len(sent) == 1


@pytest.mark.django_db
def test_a_secret_is_forgotten_when_sent_and_any_text_after_a_month() -> None:
    secret, plain = queue(is_secret=True), queue()
    for mail in (secret, plain):
        services.deliver(mail_id=mail.pk)
        mail.refresh_from_db()
    assert (secret.text, secret.html) == ("", "")
    assert plain.text

    OutgoingMail.objects.filter(pk=plain.pk).update(sent_at=timezone.now() - timedelta(days=29))
    assert services.empty_sent_mails() == 0
    OutgoingMail.objects.filter(pk=plain.pk).update(sent_at=timezone.now() - timedelta(days=31))
    assert services.empty_sent_mails() == 1
    plain.refresh_from_db()
    assert (plain.text, plain.html, plain.headers, plain.subject) == ("", "", {}, "Předmět")


@pytest.mark.django_db
def test_a_template_is_rendered_for_its_reader(tmp_path: Any, settings: Settings) -> None:
    folder = tmp_path / "emails"
    folder.mkdir()
    (folder / "note.subject.txt").write_text("{{ title }}\n")
    base = "{% extends 'emails/base." + "EXT' %}{% block content %}{{ title }}{% endblock %}"
    for ending in ("txt", "html"):
        (folder / f"note.{ending}").write_text(base.replace("EXT", ending))
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]

    user = make_user(language=Language.CS)
    mail = services.send_mail(
        to=user.email, language=user.preferred_language, template="note", context={"title": "A & B"}, user=user
    )
    assert (mail.subject, mail.purpose, mail.language, mail.user) == ("A & B", "note", "cs", user)
    assert "A & B" in mail.text
    assert "A &amp; B" in mail.html
    assert '<html lang="cs">' in mail.html
    assert settings.SITE_URL in mail.text
    for body in (mail.text, mail.html):
        assert "Dobrý den," in body
        assert "Spolufinancováno Evropskou unií" in body


def test_files_go_along_and_are_forgotten_with_the_text(run_jobs: Callable[[], None]) -> None:
    mail = queue(attachments=[Attachment("pozvánka.txt", "text/plain", "Žďár\n".encode())])
    run_jobs()
    (sent,) = django_mail.outbox
    assert [(file.filename, file.content, file.mimetype) for file in sent.attachments] == [
        ("pozvánka.txt", "Žďár\n", "text/plain")
    ]
    OutgoingMail.objects.update(sent_at=timezone.now() - timedelta(days=31))
    assert services.empty_sent_mails() == 1
    mail.refresh_from_db()
    assert mail.attachments == []


@pytest.mark.django_db
def test_a_mail_with_a_key_is_written_once() -> None:
    def send() -> OutgoingMail:
        return services.send_mail(
            to="jana@example.org", language="cs", template="join_accepted", context={"path": "/"}, key="join-1"
        )

    assert send() == send()
    assert OutgoingMail.objects.count() == 1
    assert queue().key is None
    assert queue().key is None
