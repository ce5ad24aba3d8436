"""Sending an enquiry: to whom it may go, how often, and once however often the button is pressed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from enquiries.choices import MOST_RECIPIENTS, MOST_UNANSWERED, OF_ORGANISATION, OF_PERSON
from enquiries.exceptions import (
    Blocked,
    NotPublished,
    Suspended,
    TooMany,
    TooManyWaiting,
    Unreachable,
)
from enquiries.models import Block, Conversation, Enquiry, Report
from enquiries.recipients import has_reader
from enquiries.services.attachments import store
from enquiries.services.letters import tell_new
from listings.models import Listing
from organisations.files import CheckedFile
from organisations.models import Organisation
from publishing.choices import Status

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member has typed and checked."""

    subject: str
    text: str
    language: str
    deadline: date
    form_key: UUID
    listing: Listing | None = None
    basis: Listing | None = None
    files: Sequence[CheckedFile] = field(default_factory=tuple)

    @property
    def is_cipher(self) -> bool:
        """Whether it goes to somebody whom the sender may not know."""
        return self.listing is not None and self.listing.is_cipher


@transaction.atomic
def send(*, sender_id: int, recipient_ids: Sequence[int], actor: Any, draft: Draft) -> Enquiry:
    """Send an enquiry to each of the recipients; the same form sent twice is one enquiry.

    A demand under a cipher goes to its owner, whatever `recipient_ids` says. Raises NotPublished, Unreachable,
    Blocked, TooManyWaiting, TooMany or Suspended; then nothing is sent.
    """
    # one after the other for each sender, so that limits hold; no key: others may still point to this row
    sender = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=sender_id)
    twin = Enquiry.objects.filter(form_key=draft.form_key, sender=sender).first()
    if twin is not None:
        return twin
    recipients = _recipients(recipient_ids, draft)
    _check_parties(sender, recipients, draft)
    _check_limits(sender, recipients, actor)
    _check_refusals(sender, recipients, draft)
    return _create(sender, recipients, actor, draft)


def _recipients(ids: Sequence[int], draft: Draft) -> list[Organisation]:
    if draft.is_cipher and draft.listing is not None:
        ids = [draft.listing.organisation_id]
    unique = list(dict.fromkeys(ids))[:MOST_RECIPIENTS]
    found = Organisation.objects.in_bulk(unique)
    return [found[pk] for pk in unique if pk in found]


def _check_parties(sender: Organisation, recipients: list[Organisation], draft: Draft) -> None:
    wrong = [row for row in recipients if row.status != Status.PUBLISHED or row.pk == sender.pk]
    if sender.status != Status.PUBLISHED or not recipients or wrong:
        raise NotPublished
    if names := [row.name for row in recipients if not has_reader(row)]:
        raise Unreachable([] if draft.is_cipher else names)


def _check_limits(sender: Organisation, recipients: list[Organisation], actor: Any) -> None:
    if Report.objects.suspending(sender.pk).exists():
        raise Suspended
    today = Conversation.objects.filter(created_at__gte=timezone.now() - DAY)
    of_organisation = today.filter(enquiry__sender=sender).count()
    of_person = today.filter(enquiry__author=actor).count()
    number = len(recipients)
    if of_organisation + number > OF_ORGANISATION or of_person + number > OF_PERSON:
        raise TooMany


def _check_refusals(sender: Organisation, recipients: list[Organisation], draft: Draft) -> None:
    """About a cipher demand only what happened about this very demand counts: more would tell who stands behind it."""
    ids = [row.pk for row in recipients]
    blocks = Block.objects.filter(organisation__in=ids, blocked=sender)
    waiting = Conversation.objects.waiting().filter(recipient__in=ids, enquiry__sender=sender)
    if draft.is_cipher:
        blocks, waiting = blocks.filter(listing=draft.listing), waiting.filter(enquiry__listing=draft.listing)
    else:
        blocks, waiting = blocks.filter(listing=None), waiting.filter(is_cipher=False)
    blocking = set(blocks.values_list("organisation", flat=True))
    if names := [row.name for row in recipients if row.pk in blocking]:
        raise Blocked([] if draft.is_cipher else names)
    numbers = list(waiting.values_list("recipient", flat=True))
    most = 1 if draft.is_cipher else MOST_UNANSWERED
    if names := [row.name for row in recipients if numbers.count(row.pk) >= most]:
        raise TooManyWaiting([] if draft.is_cipher else names)


def _create(sender: Organisation, recipients: list[Organisation], actor: Any, draft: Draft) -> Enquiry:
    today = timezone.localdate()
    halfway = today + (draft.deadline - today) // 2
    enquiry = Enquiry.objects.create(
        sender=sender,
        author=actor,
        listing=draft.listing,
        basis=draft.basis,
        subject=draft.subject,
        text=draft.text,
        language=draft.language,
        deadline=draft.deadline,
        remind_on=halfway if halfway <= draft.deadline - 3 * DAY else None,
        form_key=draft.form_key,
    )
    store(draft.files, enquiry=enquiry)
    for recipient in recipients:
        conversation = Conversation.objects.create(enquiry=enquiry, recipient=recipient, is_cipher=draft.is_cipher)
        tell_new(conversation)
    return enquiry
