"""Plain functions that make enquiries and what belongs to them; every argument can be given."""

from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import OutgoingMail, User
from enquiries.choices import DEADLINE, Side
from enquiries.models import Conversation, Message
from enquiries.services.answering import Words, write
from enquiries.services.sending import Draft, send
from listings.models import Listing
from organisations.models import Organisation
from tests.factories import make_company, make_listing, make_user, publish

numbers = count(1)


def make_firm(name: str = "", *, language: str = "de", region: str = "DED2D", **fields: Any) -> tuple[Any, User]:
    """A published company and its owner."""
    owner = make_user(language=language, first_name="Eva", last_name=f"Inhaberin {next(numbers)}")
    return publish(make_company(name, owner=owner, region=region, **fields)), owner


def make_draft(**fields: Any) -> Draft:
    """What a member types."""
    values: dict[str, Any] = {
        "subject": f"Drehteile {next(numbers)}",
        "text": "Wir brauchen 500 Wellen aus 42CrMo4.",
        "language": "de",
        "deadline": timezone.localdate() + DEADLINE,
        "form_key": uuid4(),
        **fields,
    }
    return Draft(**values)


def make_conversation(
    sender: Organisation | None = None,
    recipient: Organisation | None = None,
    *,
    actor: User | None = None,
    **fields: Any,
) -> Conversation:
    """An enquiry of one published company to another, each with an owner."""
    asking, owner = (sender, actor or sender.memberships.all()[0].user) if sender else make_firm()
    asked = recipient or make_firm()[0]
    enquiry = send(sender_id=asking.pk, recipient_ids=[asked.pk], actor=owner, draft=make_draft(**fields))
    return reload(enquiry.conversations.get())


def make_cipher(**fields: Any) -> tuple[Conversation, User, User]:
    """An enquiry to a cipher demand, the owner of the asking company, and the owner of the hidden one."""
    hidden, owner = make_firm("Geheim & Söhne GmbH", **fields)
    listing = make_cipher_listing(hidden)
    asking, asker = make_firm()
    return make_conversation(asking, hidden, listing=listing), asker, owner


def make_cipher_listing(organisation: Organisation) -> Listing:
    """A published demand without a name."""
    listing = make_listing(organisation=organisation, is_cipher=True, town="", postcode="", lat=None, lon=None)
    return Listing.objects.select_related("organisation", "region").get(pk=publish(listing).pk)


def answer(conversation: Conversation, text: str = "Gern, wir liefern in vier Wochen.", **fields: Any) -> Message:
    """The first owner of the recipient answers."""
    side = fields.pop("side", Side.RECIPIENT)
    organisation = conversation.recipient if side == Side.RECIPIENT else conversation.enquiry.sender
    actor = fields.pop("actor", None) or organisation.memberships.all()[0].user
    words = Words(text=text, language=fields.pop("language", "de"), **fields)
    return write(conversation_id=conversation.pk, side=side, actor=actor, words=words)


def owner_of(organisation: Organisation) -> Any:
    """The one who acts for it."""
    return organisation.memberships.all()[0].user


def reload(conversation: Conversation) -> Conversation:
    """As it stands in the database."""
    found: Conversation = Conversation.objects.with_parties().get(pk=conversation.pk)
    return found


def move_back(conversation: Conversation, days: int) -> Conversation:
    """Let it have been sent so many days ago."""
    past = timedelta(days=days)
    enquiry = conversation.enquiry
    enquiry.deadline -= past
    enquiry.remind_on = enquiry.remind_on - past if enquiry.remind_on else None
    enquiry.save()
    Conversation.objects.filter(pk=conversation.pk).update(
        created_at=conversation.created_at - past, sender_wrote_at=conversation.sender_wrote_at - past
    )
    return reload(conversation)


def mails_to(user: User) -> list[OutgoingMail]:
    """What the person got, the oldest first."""
    return list(OutgoingMail.objects.filter(user=user).order_by("pk"))


def key() -> UUID:
    """A new one for each form."""
    return uuid4()


def in_days(days: int) -> date:
    """A day from today."""
    return timezone.localdate() + timedelta(days=days)
