"""Mails to participants: written in both languages, sent in batches by a job, never twice to the same address."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.jobs import defer_once
from accounts.models import OutgoingMail
from accounts.services import send_mail
from bilingual.choices import Language
from events.exceptions import AlreadySent, NobodyToWrite
from events.models import Mailing, MailingRecipient, Registration
from events.placeholders import fill_in
from events.queries import written_in

BATCH = 50  # mails in one transaction
TEMPLATE = "event_mailing"


@transaction.atomic
def start_mailing(*, mailing_id: int, people: Iterable[Registration]) -> int:
    """Fix who gets the mail, and leave the sending to a job; how many. Raises AlreadySent or NobodyToWrite.

    `people`: the chosen registrations with their bookings, in the order of their numbers.
    """
    mailing = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing_id)
    if mailing.started_at:
        raise AlreadySent
    rows = list(recipients(mailing, people))
    if not rows:
        raise NobodyToWrite
    MailingRecipient.objects.bulk_create(rows)
    mailing.started_at = timezone.now()
    mailing.save(update_fields=["started_at"])
    defer_sending(mailing_id=mailing_id)
    return len(rows)


def defer_sending(*, mailing_id: int) -> None:
    """Queue the job that sends; one that waits already is enough."""
    from events.tasks import send_mailing  # noqa: PLC0415 - tasks call services

    lock = f"mailing-{mailing_id}"
    defer_once(send_mailing, lock=lock, queueing_lock=lock, mailing_id=mailing_id)


def requeue_unfinished() -> int:
    """Queue again each mailing whose job was lost with its worker; how many."""
    waiting = list(Mailing.objects.filter(finished_at=None).exclude(started_at=None).values_list("pk", flat=True))
    for pk in waiting:
        defer_sending(mailing_id=pk)
    return len(waiting)


def recipients(mailing: Mailing, people: Iterable[Registration]) -> Iterable[MailingRecipient]:
    """One row for each address; the earliest registration speaks for it."""
    seen: set[str] = set()
    for person in people:
        address = person.mail_address
        if address not in seen:
            seen.add(address)
            language = person.mail_language
            yield MailingRecipient(mailing=mailing, registration=person, address=address, language=language)


def send_batch(*, mailing_id: int) -> bool:
    """Put the next mails into the outbox; False when nobody is left.

    Row and mail are written together: whoever is killed in between has sent nothing, whoever comes again sends only
    what is missing, and two at once take different rows.
    """
    with transaction.atomic():
        left = MailingRecipient.objects.filter(mailing=mailing_id, mail=None, mailing__finished_at=None)
        rows = left.select_for_update(of=("self",), skip_locked=True).select_related(
            "mailing__event", "registration__booking"
        )[:BATCH]
        for row in list(rows):
            row.mail = _queue(row.mailing, row.registration, row.language, row.address)
            row.save(update_fields=["mail"])
        done = not left.exists()
        if done:
            Mailing.objects.filter(pk=mailing_id, finished_at=None).update(finished_at=timezone.now())
    return not done


@transaction.atomic
def send_test(*, mailing_id: int, people: QuerySet[Registration], user: Any) -> int:
    """Send both languages to the organiser, with the data of real participants; how many mails."""
    mailing = Mailing.objects.select_related("event").get(pk=mailing_id)
    examples = example_people(people)
    for language in Language:
        _queue(mailing, examples.get(language), language, user.email, user=user)
    return len(Language)


def example_people(people: QuerySet[Registration]) -> dict[Language, Registration]:
    """For each language the first one who would get the mail."""
    found = {language: people.filter(written_in(language)).first() for language in Language}
    return {language: person for language, person in found.items() if person}


def written(
    mailing: Mailing, person: Registration | None, language: Language | str, *, is_trial: bool = True
) -> tuple[str, str]:
    """Subject and text as this participant reads them; without one, made-up data stand in their place.

    `is_trial`: for the eyes of the organiser, without the participant's own link.
    """
    texts = (getattr(mailing, f"{part}_{Language(language).value}") for part in ("subject", "text"))
    values: dict[str, Any] = {"event": mailing.event, "person": person, "language": Language(language)}
    subject, text = (fill_in(part, is_trial=is_trial, **values) for part in texts)
    return subject, text


def _queue(
    mailing: Mailing, person: Registration | None, language: Language | str, address: str, *, user: Any = None
) -> OutgoingMail:
    subject, text = written(mailing, person, language, is_trial=user is not None)
    reply_to = mailing.event.contact_email
    return send_mail(
        to=address,
        user=user,
        language=language,
        template=TEMPLATE,
        context={"mail_subject": subject, "mail_text": text, "is_test": user is not None},
        purpose=TEMPLATE,
        headers={"Reply-To": reply_to} if reply_to else None,
    )
