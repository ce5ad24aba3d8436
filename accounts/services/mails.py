"""The outbox: mails are written into it, delivered from it, and emptied after their time."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.jobs import defer_once
from accounts.mails import Attachment, RenderedMail, render_mail
from accounts.messages import Message
from accounts.models import OutgoingMail, User
from bilingual.choices import Language

KEEP_BODIES = timedelta(days=30)


class DeliveryFailedError(Exception):
    """A mail could not be handed over; the reason stands in its row, never in a log."""


def send_mail(
    *,
    to: str,
    language: Language | str,
    template: str,
    context: Mapping[str, Any],
    user: User | None = None,
    purpose: str = "",
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
    key: str = "",
) -> OutgoingMail:
    """Put the mail `emails/<template>.{subject.txt,txt,html}` into the outbox, in the recipient's language.

    It leaves when the surrounding transaction commits. `purpose` says in the log what it was for. A mail with a `key`
    is sent once: asked for again, the first one is the answer.
    """
    if key and (sent := OutgoingMail.objects.filter(key=key).first()):
        return sent
    mail = render_mail(
        subject=f"emails/{template}.subject.txt",
        text=f"emails/{template}.txt",
        html=f"emails/{template}.html",
        language=language,
        context={"recipient": user, **context},
    )
    return queue_mail(
        mail=mail, to=to, user=user, purpose=purpose or template, headers=headers, attachments=attachments, key=key
    )


@transaction.atomic
def queue_mail(
    *,
    mail: RenderedMail,
    to: str,
    user: User | None,
    purpose: str,
    headers: Mapping[str, str] | None = None,
    is_secret: bool = False,
    attachments: Sequence[Attachment] = (),
    key: str = "",
) -> OutgoingMail:
    """Store a rendered mail and the job that delivers it, both or neither.

    Of two at once with the same `key` the second one fails on the database's constraint.
    """
    row = OutgoingMail.objects.create(
        recipient=to,
        user=user,
        language=mail.language.value,
        purpose=purpose,
        subject=mail.subject[:250],
        text=mail.text,
        html=mail.html,
        headers=dict(headers or {}),
        is_secret=is_secret,
        attachments=[attachment.as_json() for attachment in attachments],
        key=key or None,
    )
    defer_delivery(mail_id=row.pk)
    return row


def defer_delivery(*, mail_id: int) -> bool:
    """Queue the delivery of a mail; False when it is queued already."""
    from accounts.tasks import deliver_mail  # noqa: PLC0415 - tasks call services

    return defer_once(deliver_mail, queueing_lock=f"mail-{mail_id}", mail_id=mail_id)


def deliver(*, mail_id: int) -> bool:
    """Hand a mail to the mail server; True when this call sent it.

    Whoever comes second waits for the row and finds it sent. Raises DeliveryFailedError, with the reason kept in
    the row, when the server does not take it.
    """
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update(of=("self",)).filter(pk=mail_id).first()
        if mail is None or mail.sent_at:
            return False
        mail.attempts += 1
        mail.last_error = _hand_over(mail)
        if not mail.last_error:
            mail.sent_at = timezone.now()
            if mail.is_secret:
                mail.empty()
        mail.save(update_fields=["attempts", "last_error", "sent_at", *mail.CONTENT])
    if mail.last_error:
        # outside the transaction, so that attempt and reason are kept
        raise DeliveryFailedError(f"Mail {mail_id}: attempt {mail.attempts} failed.")
    return True


def _hand_over(mail: OutgoingMail) -> str:
    """Give the mail to Django's mailer; the error, or nothing."""
    message = Message(mail.subject, mail.text, to=[mail.recipient], headers=mail.headers)
    message.attach_alternative(mail.html, "text/html")
    for file in mail.attachments:
        message.attach(file["name"], b64decode(file["content"]), file["type"])
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - whatever the server or the network says, the mail stays
        return f"{type(error).__name__}: {error}"[:1000] or "?"
    return ""


def requeue_stranded_mails() -> int:
    """Queue again each unsent mail whose job was lost with its worker; how many."""
    waiting = OutgoingMail.objects.unsent().order_by("created_at").values_list("pk", flat=True)
    return sum(defer_delivery(mail_id=pk) for pk in waiting)


def empty_sent_mails() -> int:
    """Forget the texts of mails sent long ago; how many."""
    old = OutgoingMail.objects.with_body_sent_before(timezone.now() - KEEP_BODIES)
    return old.update(text="", html="", headers={}, attachments=[])
