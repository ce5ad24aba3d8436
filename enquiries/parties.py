"""Who is on the other side, as this reader may know it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from bilingual.text import text_of
from enquiries.choices import Side
from enquiries.models import Conversation, Message
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Party:
    """A name for pages and mails, and the address of the profile; no address for one that stays hidden."""

    name: str
    url: str = ""


def party(conversation: Conversation, side: Side, *, reader: Side) -> Party:
    """One side of a conversation as somebody on the side `reader` may know it."""
    if side == Side.CHAMBER:
        return Party(_("The responsible chamber"))
    if side == Side.RECIPIENT and reader == Side.SENDER and conversation.is_hidden:
        return Party(cipher_name(conversation))
    organisation = organisation_of(conversation, side)
    url = reverse(f"{organisation.kind}_detail", args=[organisation.slug]) if organisation.is_published else ""
    return Party(organisation.name, url)


def organisation_of(conversation: Conversation, side: Side) -> Organisation:
    """The organisation itself, whoever may know it."""
    return conversation.enquiry.sender if side == Side.SENDER else conversation.recipient


def cipher_name(conversation: Conversation) -> str:
    """What stands in place of the name: only what the published demand says anyway."""
    listing = conversation.enquiry.listing
    if listing is None or listing.region is None:
        return _("Organisation that published this demand")
    region = text_of(listing.region, "short").value
    return _("Organisation that published this demand (%(region)s)") % {"region": region}


def author_name(conversation: Conversation, message: Message, *, reader: Side) -> str:
    """The person who wrote a message; nobody where that would tell more than the reader may know."""
    if message.author is None:
        return ""
    if conversation.is_hidden and reader == Side.SENDER and message.side != Side.SENDER:
        return ""
    # the address of a person is nobody else's business
    return message.author.full_name
