"""Stored files on their way to readers, and those that nothing points to any more."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils import timezone

ABANDONED_AFTER = timedelta(days=1)


def file_response(row: Any, *, name: str = "", shown: bool = False, kept: str = "private, no-store") -> FileResponse:
    """The file of a row that has `file`, `file_name` and `content_type`; raises Http404 when the file is gone.

    `name`: what it is called instead; `shown`: the browser may show it instead of saving it; `kept`: who may keep it.
    """
    try:
        file = row.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=not shown, filename=name or row.file_name, content_type=row.content_type
    )
    # whatever a browser makes of it: it may run nothing, load nothing, and guess nothing
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = kept
    return response


def sweep(folder: str, known: Collection[str]) -> int:
    """Delete files of a folder that are older than a day and not among the `known` names; how many.

    A broken-off save or a reverted change leaves them.
    """
    if not default_storage.exists(folder):
        return 0
    limit = timezone.now() - ABANDONED_AFTER
    names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    lost = [name for name in names if name not in known and default_storage.get_modified_time(name) < limit]
    for name in lost:
        default_storage.delete(name)
    return len(lost)
