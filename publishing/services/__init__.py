"""Every step of an entry between draft and archive; each leaves a revision and tells whom it concerns."""

from publishing.services.decisions import approve, corrected, revert, send_back
from publishing.services.history import record
from publishing.services.steps import MAY_SUBMIT, archive, created, edited, publish_unreviewed, submit, withdraw

__all__ = [
    "MAY_SUBMIT",
    "approve",
    "archive",
    "corrected",
    "created",
    "edited",
    "publish_unreviewed",
    "record",
    "revert",
    "send_back",
    "submit",
    "withdraw",
]
