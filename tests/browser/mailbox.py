"""The mails that the demo writes to var/mail/."""

import email
import re
import time
from email import policy
from email.message import EmailMessage

from glokal.environment import VAR_DIR

PATIENCE = 60  # seconds until the worker has to have sent a mail
POLL = 0.3
BETWEEN = re.compile(rb"^-{79}$", re.MULTILINE)
CODE = re.compile(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)$", re.MULTILINE)


def mails_to(recipient: str) -> list[EmailMessage]:
    """All mails to an address, the oldest first."""
    files = sorted((VAR_DIR / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
    parts = [part.strip() for path in files for part in BETWEEN.split(path.read_bytes())]
    mails = [email.message_from_bytes(part, policy=policy.default) for part in parts if part]
    return [mail for mail in mails if recipient in mail["To"]]


def mail_with(recipient: str, words: str) -> str:
    """The text of the first mail to `recipient` that has `words`, as soon as it is sent."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for mail in mails_to(recipient):
            text = _text(mail)
            if words in text or words in mail["Subject"]:
                return text
        time.sleep(POLL)
    there = [mail["Subject"] for mail in mails_to(recipient)]
    message = f"no mail to {recipient} has “{words}”; there are {there}"
    raise AssertionError(message)


def code_for(recipient: str) -> str:
    """The code that confirms an address."""
    found = CODE.search(mail_with(recipient, ""))
    assert found, f"no code in the mail to {recipient}"
    return found[1]


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""
