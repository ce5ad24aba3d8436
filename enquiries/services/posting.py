"""How a letter leaves: to each in the own language, once, with a line in the inbox beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import override

from accounts.services import send_mail
from accounts.services.notifications import notify
from enquiries.choices import Side
from enquiries.models import Conversation
from enquiries.notifications import BY_CHOICE, MAILED
from enquiries.parties import organisation_of
from enquiries.recipients import Addressee, addressees, members_of
from enquiries.tokens import conversation_path

TEMPLATE = "enquiry_letter"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in one language: what happened, what was written, and where to go on."""

    subject: str
    paragraphs: Sequence[str]
    button: str
    path: str
    facts: Sequence[tuple[str, str]] = ()
    quote: str = ""
    quote_language: str = ""
    after: Sequence[str] = ()
    more: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """Further links: what they are for, and the path."""
    reason: str = ""


type Compose = Callable[[Addressee, str], Letter]
"""Called in the reader's language with the addressee and the path of the page behind the link."""


def post(conversation: Conversation, side: Side, event: str, compose: Compose) -> None:
    """Write to one side of a conversation; `event` tells this mail from the others about it."""
    reached = set()
    for addressee in addressees(conversation, side):
        path = conversation_path(conversation, addressee.membership, addressee.language)
        with override(str(addressee.language)):
            letter = compose(addressee, path)
        deliver(addressee.email, addressee.language, letter, key=f"enquiry-{conversation.pk}-{event}-{addressee.key}",
                user=addressee.user, purpose="enquiry")  # fmt: skip
        if addressee.user:
            reached.add(addressee.user.pk)
    _note(conversation, side, event, reached)


def deliver(email: str, language: str, letter: Letter, *, key: str, user: Any = None, purpose: str = "enquiry") -> None:
    """Put a letter into the outbox; answers to it lead nowhere, as the letter says."""
    send_mail(
        to=email,
        user=user,
        language=language,
        template=TEMPLATE,
        context={"letter": letter},
        purpose=purpose,
        key=key,
        headers={"Reply-To": settings.DEFAULT_FROM_EMAIL},
    )


def _note(conversation: Conversation, side: Side, event: str, reached: set[int]) -> None:
    """A line for everybody who acts for the organisation: who got the letter is not written to twice."""
    hidden = conversation.is_hidden and side == Side.SENDER
    context = {
        "event": event.partition("-")[0],
        "subject": conversation.enquiry.subject,
        "party": "" if hidden else organisation_of(conversation, side.other).name,
        "conversation": conversation.pk,
    }
    for membership in members_of(organisation_of(conversation, side)):
        notify(
            user=membership.user,
            kind=MAILED if membership.user_id in reached else BY_CHOICE,
            context=context,
            url_name="enquiry_detail",
            url_args=[conversation.pk],
            key=f"enquiry-{conversation.pk}-{event}",
        )
