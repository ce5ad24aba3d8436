"""Links of mails that need no signing in: numbers and a signature, nothing about a person.

They do nothing when they are opened; the page behind them has the buttons. A link belongs to one membership, so it
ends when the person leaves the organisation. For an organisation that nobody acts for yet it belongs to the address
to which the mail went, so it ends when that changes or somebody takes the organisation over.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing

from bilingual.choices import Language
from bilingual.links import path_in
from enquiries.choices import LINK_VALID, Side
from enquiries.exceptions import LinkUnusable
from enquiries.models import Conversation, Cooperation
from organisations.models import Membership, Organisation

SALT, STAGE_SALT = "enquiries.conversation", "enquiries.cooperation"


@dataclass(frozen=True, slots=True)
class Link:
    """Who may write where: the person is None for the address of an organisation that nobody acts for."""

    conversation: Conversation
    side: Side
    user: Any


def conversation_token(conversation: Conversation, membership: Membership | None) -> str:
    """The signed part of a link to a conversation."""
    salt = SALT if membership else _address_salt(conversation.recipient)
    return signing.dumps([conversation.pk, membership.pk if membership else 0], salt=salt)


def conversation_path(conversation: Conversation, membership: Membership | None, language: Language | str) -> str:
    """The path of the page behind the link, in one language."""
    return path_in(language, "enquiry_link", conversation_token(conversation, membership))


def read_token(token: str) -> Link:
    """What a link opens; raises LinkUnusable."""
    try:
        return _of_member(token)
    except signing.SignatureExpired as error:
        raise LinkUnusable from error
    except signing.BadSignature:
        return _of_address(token)


def _of_member(token: str) -> Link:
    pk, membership_id = signing.loads(token, salt=SALT, max_age=LINK_VALID)
    membership = Membership.objects.select_related("user").filter(pk=membership_id).first()
    conversation = Conversation.objects.with_parties().filter(pk=pk).first()
    if membership is None or conversation is None or not membership.user.is_active:
        raise LinkUnusable
    for side, owner in ((Side.RECIPIENT, conversation.recipient_id), (Side.SENDER, conversation.enquiry.sender_id)):
        if membership.organisation_id == owner:
            return Link(conversation, side, membership.user)
    raise LinkUnusable


def _of_address(token: str) -> Link:
    """The number is read before the signature is known to be good, because the address belongs to the signature."""
    try:
        pk = int(signing.JSONSerializer().loads(signing.b64_decode(token.partition(":")[0].encode()))[0])
        conversation = Conversation.objects.with_parties().get(pk=pk)
        signing.loads(token, salt=_address_salt(conversation.recipient), max_age=LINK_VALID)
    except (
        signing.BadSignature,
        Conversation.DoesNotExist,
        ValueError,
        TypeError,
        LookupError,
        OverflowError,
    ) as error:
        raise LinkUnusable from error
    if conversation.recipient.memberships.exists():
        raise LinkUnusable
    return Link(conversation, Side.RECIPIENT, None)


def _address_salt(organisation: Organisation) -> str:
    return f"{SALT}:{organisation.pk}:{organisation.email.lower()}"


def cooperation_path(cooperation: Cooperation, membership: Membership, language: Language | str) -> str:
    """The path of the page that asks what came of it, in one language."""
    return path_in(language, "cooperation_link", signing.dumps([cooperation.pk, membership.pk], salt=STAGE_SALT))


def read_cooperation_token(token: str) -> tuple[Cooperation, Membership]:
    """Cooperation and person that a link means; raises LinkUnusable."""
    try:
        pk, membership_id = signing.loads(token, salt=STAGE_SALT, max_age=LINK_VALID)
        cooperation = Cooperation.objects.with_parties().get(pk=pk)
        membership = Membership.objects.select_related("user").get(pk=membership_id, user__is_active=True)
    except (signing.BadSignature, Cooperation.DoesNotExist, Membership.DoesNotExist, ValueError, TypeError) as error:
        raise LinkUnusable from error
    if membership.organisation_id not in {cooperation.first_id, cooperation.second_id}:
        raise LinkUnusable
    return cooperation, membership
