"""Who gets the mails of a conversation, and who only a line in the inbox."""

from dataclasses import dataclass
from typing import Any

from bilingual.choices import Language
from enquiries.choices import Side
from enquiries.models import Conversation
from enquiries.parties import organisation_of
from organisations.choices import Country, Role
from organisations.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who gets a mail; no membership for the public address of an organisation that nobody acts for."""

    email: str
    language: str
    membership: Membership | None

    @property
    def user(self) -> Any:
        """The account, if there is one."""
        return self.membership.user if self.membership else None

    @property
    def key(self) -> str:
        """What tells this addressee from the others in the key of a mail; the same mail never goes twice."""
        return f"m{self.membership.pk}" if self.membership else "address"


def members_of(organisation: Organisation) -> list[Membership]:
    """Everybody who acts for it now."""
    rows = Membership.objects.filter(organisation=organisation, user__is_active=True)
    return list(rows.select_related("user").order_by("pk"))


def addressees(conversation: Conversation, side: Side) -> list[Addressee]:
    """Owners and all who have written in this conversation; everybody where there is no owner.

    An organisation that nobody acts for is written to at its public address.
    """
    organisation = organisation_of(conversation, side)
    members = members_of(organisation)
    if not members and organisation.email and side == Side.RECIPIENT:
        return [Addressee(organisation.email, language_of(organisation), None)]
    involved = _involved(conversation, side)
    chosen = [row for row in members if row.role == Role.OWNER or row.user_id in involved]
    return [Addressee(row.user.email, row.user.preferred_language, row) for row in chosen or members]


def language_of(organisation: Organisation) -> str:
    """The language to write in where nobody has chosen one."""
    return Language.CS if organisation.country == Country.CZ else Language.DE


def _involved(conversation: Conversation, side: Side) -> set[int]:
    written = conversation.messages.filter(side=side).values_list("author_id", flat=True)
    asking = [conversation.enquiry.author_id] if side == Side.SENDER else []
    return {pk for pk in (*written, *asking) if pk is not None}


def has_reader(organisation: Organisation) -> bool:
    """Whether an enquiry to it can reach anybody."""
    return bool(organisation.email) or organisation.memberships.filter(user__is_active=True).exists()
