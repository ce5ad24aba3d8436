"""A conversation as one of its sides reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from bilingual.text import page_language
from enquiries.choices import Side
from enquiries.models import Attachment, Conversation, Message
from enquiries.parties import Party, author_name, party


@dataclass(frozen=True, slots=True)
class Entry:
    """One word in the thread."""

    party: Party
    person: str
    text: str
    language: str
    written_at: datetime
    files: Sequence[Attachment]
    is_own: bool
    readers: str
    """Who of the other side has read an own word; empty while nobody has, or when that must not be told."""
    is_read: bool

    @property
    def is_foreign(self) -> bool:
        """Whether it is not in the language of the page."""
        return self.language != page_language()


def entries(conversation: Conversation, reader: Side) -> list[Entry]:
    """The enquiry and all messages, the oldest first; a fixed number of statements."""
    enquiry = conversation.enquiry
    seen = list(conversation.readers.select_related("user"))
    first = _entry(conversation, reader, Side.SENDER, enquiry, list(enquiry.attachments.all()), seen)
    messages = conversation.messages.select_related("author").prefetch_related("attachments")
    rest = [_entry(conversation, reader, Side(row.side), row, list(row.attachments.all()), seen) for row in messages]
    return [first, *rest]


def _entry(
    conversation: Conversation, reader: Side, side: Side, source: Any, files: list[Attachment], seen: list[Any]
) -> Entry:
    is_own = side == reader
    hidden = conversation.is_hidden and reader == Side.SENDER
    others = [row for row in seen if is_own and row.side == side.other and row.read_at >= source.created_at]
    names = "" if hidden else ", ".join(filter(None, (row.user.full_name for row in others)))
    if isinstance(source, Message):
        person = author_name(conversation, source, reader=reader)
    else:
        person = source.author.full_name if source.author else ""
    return Entry(
        party=party(conversation, side, reader=reader),
        person=person,
        text=source.text,
        language=source.language,
        written_at=timezone.localtime(source.created_at),
        files=files,
        is_own=is_own,
        readers=names,
        is_read=bool(others),
    )


def newest_message(conversation: Conversation) -> int:
    """The number of the newest message, 0 where there is none."""
    return conversation.messages.order_by("-pk").values_list("pk", flat=True).first() or 0
