"""Files of enquiries and messages: stored, and swept up when nothing points to them any more."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction

from enquiries.models import Attachment, Enquiry, Message
from enquiries.models.message import FOLDER
from organisations.downloads import sweep
from organisations.files import CheckedFile


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
    """Delete files that nothing points to any more; how many."""
    return sweep(FOLDER, set(Attachment.objects.values_list("file", flat=True)))
