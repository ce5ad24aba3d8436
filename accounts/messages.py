"""Mails as they leave the house."""

from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy, default
from typing import cast

from django.core.mail import EmailMultiAlternatives


class AddressHeader(UnstructuredHeader):
    """A header that holds web addresses: in one line, however long, as mail programs do not decode it."""

    def fold(self, *, policy: Policy) -> str:
        """`List-Unsubscribe: <https://…>`; Python would encode what is longer than 78 characters."""
        # the registry adds the class that keeps name and text
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", AddressHeader)


class Message(EmailMultiAlternatives):
    """A mail with text and HTML whose link to unsubscribe reaches mail programs unchanged (RFC 8058)."""

    def message(self, *, policy: Policy = default) -> EmailMessage:
        """As Django builds it, with our own way of writing addresses in headers."""
        ours = cast("EmailPolicy", policy).clone(header_factory=HEADERS)
        return cast("EmailMessage", super().message(policy=ours))
