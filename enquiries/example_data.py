"""Made-up conversations between the demo accounts, in different states; without mails."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from enquiries.choices import WAITING, Side, Stage, State
from enquiries.models import Conversation, Cooperation, Enquiry, Message
from enquiries.services.cooperating import begin, record
from listings.example_data import example_slug
from listings.models import Listing
from organisations.models import Organisation

FILE = Path(__file__).resolve().parent / "demo" / "conversations.toml"


@transaction.atomic
def load_enquiries(users: dict[str, User]) -> list[Conversation]:
    """Make the conversations that are not there yet and whose sides are; returns the new ones."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["conversation"]
    keys = {row["id"]: uuid5(NAMESPACE_URL, f"glokal-demo-{row['id']}") for row in rows}
    known = set(Enquiry.objects.filter(form_key__in=keys.values()).values_list("form_key", flat=True))
    new = [row for row in rows if keys[row["id"]] not in known]
    made = [_conversation(row, keys[row["id"]], users) for row in new]
    return [conversation for conversation in made if conversation]


def _conversation(row: dict[str, Any], key: Any, users: dict[str, User]) -> Conversation | None:
    listing = _demand(row["about"]) if "about" in row else None
    asker, asked = users.get(row["from"]), users.get(row.get("to", ""))
    sender, recipient = _organisation(asker), listing.organisation if listing else _organisation(asked)
    if sender is None or recipient is None:
        return None
    sent = timezone.now() - timedelta(days=row["days"])
    enquiry = Enquiry.objects.create(
        sender=sender,
        author=asker,
        listing=listing,
        subject=row["subject"],
        text=row["text"],
        language=row["language"],
        deadline=timezone.localdate() - timedelta(days=row["days"] - row["deadline_after"]),
        form_key=key,
        created_at=sent,
    )
    conversation = Conversation.objects.create(
        enquiry=enquiry,
        recipient=recipient,
        is_cipher=listing is not None,
        recipient_agreed_at=sent + timedelta(days=row["agreed_after"]) if "agreed_after" in row else None,
        state=State(row["state"]),
        created_at=sent,
        sender_wrote_at=sent,
        changed_at=sent,
        ended_at=sent if row["state"] in {State.DECLINED, State.CLOSED, State.WITHDRAWN} else None,
        declined_because=row.get("declined_because", ""),
    )
    for number, words in enumerate(row.get("message", [])):
        _message(conversation, words, uuid5(key, str(number)), asker if words["side"] == Side.SENDER else asked)
    _finish(conversation, row, asked)
    return conversation


def _message(conversation: Conversation, words: dict[str, Any], key: Any, author: Any) -> None:
    written = conversation.created_at + timedelta(days=words["after"], hours=3)
    Message.objects.create(
        conversation=conversation,
        side=words["side"],
        author=author,
        text=words["text"],
        language=words["language"],
        form_key=key,
        created_at=written,
    )
    conversation.changed_at = written
    if words["side"] == Side.RECIPIENT:
        conversation.recipient_wrote_at = written
        conversation.responded_at = conversation.responded_at or written
    else:
        conversation.sender_wrote_at = written


def _finish(conversation: Conversation, row: dict[str, Any], asked: Any) -> None:
    if conversation.state == State.DECLINED:
        conversation.responded_at = conversation.responded_at or conversation.created_at + timedelta(days=2)
        conversation.ended_at = conversation.changed_at = conversation.responded_at
        conversation.ended_by = Side.RECIPIENT
    if conversation.state in WAITING and conversation.is_overdue:
        conversation.escalated_at = timezone.now() - timedelta(days=1)
    conversation.save()
    if conversation.responded_at is not None and conversation.state != State.DECLINED:
        cooperation = begin(conversation)
        if cooperation is not None and "stage" in row:
            _report(cooperation, conversation, row["stage"], asked)


def _report(cooperation: Cooperation, conversation: Conversation, stage: str, actor: Any) -> None:
    record(cooperation_id=cooperation.pk, organisation_id=conversation.recipient_id, actor=actor, stage=Stage(stage))
    Cooperation.objects.filter(pk=cooperation.pk).update(created_at=conversation.created_at)


def _demand(example: str) -> Listing | None:
    """The published demand under a cipher with this name in the demo, if it is there."""
    published = Listing.objects.published().select_related("organisation")
    found: Listing | None = published.filter(slug=example_slug(example), is_cipher=True).first()
    return found


def _organisation(user: User | None) -> Organisation | None:
    membership = user.memberships.select_related("organisation").first() if user else None
    return membership.organisation if membership else None
