"""Enquiries, conversations, what protects against abuse, and cooperations."""

from enquiries.models.conversation import Conversation, Enquiry, Reader
from enquiries.models.cooperation import Cooperation, StageReport
from enquiries.models.message import Attachment, Message
from enquiries.models.protection import Block, Report

__all__ = [
    "Attachment",
    "Block",
    "Conversation",
    "Cooperation",
    "Enquiry",
    "Message",
    "Reader",
    "Report",
    "StageReport",
]
