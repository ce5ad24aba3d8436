"""Mails as they leave the house."""

from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy, default
from typing import Any

from django.core.mail import EmailMultiAlternatives


class AddressHeader(UnstructuredHeader):
    """A header that holds web addresses: in one line, however long, as mail programs do not decode it."""

    def fold(self, *, policy: Policy) -> str:
        """`List-Unsubscribe: <https://…>`; Python would encode what is longer than 78 characters."""
        # the registry adds the class that keeps name and text
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", AddressHeader)  # type: ignore[arg-type]


class Message(EmailMultiAlternatives):
    """A mail with text and HTML whose link to unsubscribe reaches mail programs unchanged (RFC 8058)."""

    def message(self, *, policy: Any = default) -> EmailMessage:
        """As Django builds it, with our own way of writing addresses in headers."""
        ours = policy.clone(header_factory=HEADERS)
        return super().message(policy=ours)
