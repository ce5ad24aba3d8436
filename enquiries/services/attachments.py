"""Files of enquiries and messages: stored, and swept up when nothing points to them any more."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from enquiries.models import Attachment, Enquiry, Message
from enquiries.models.message import FOLDER
from organisations.files import CheckedFile

ABANDONED_AFTER = timedelta(days=1)


def store(files: Iterable[CheckedFile], *, enquiry: Enquiry | None = None, message: Message | None = None) -> None:
    """Keep checked files with an enquiry or with a message."""
    for file in files:
        row = Attachment(
            enquiry=enquiry, message=message, file_name=file.name, content_type=file.content_type, size=file.size
        )
        row.file.save(file.name, file.content, save=False)
        row.save()


def delete(rows: Iterable[Attachment]) -> None:
    """Delete files for good, when the transaction has ended well."""
    for row in rows:
        name = row.file.name
        row.delete()
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]


def sweep_up() -> int:
    """Delete files that nothing points to, as a broken-off save leaves them; how many."""
    if not default_storage.exists(FOLDER):
        return 0
    known = set(Attachment.objects.values_list("file", flat=True))
    limit = timezone.now() - ABANDONED_AFTER
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    lost = [name for name in names if name not in known and default_storage.get_modified_time(name) < limit]
    for name in lost:
        default_storage.delete(name)
    return len(lost)
