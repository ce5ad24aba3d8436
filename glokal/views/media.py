"""Uploaded files."""

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

SHOWN = {"image/png"}


@require_safe
def logo(request: HttpRequest, name: str) -> FileResponse:
    """A logo, which `organisations.images` has written; nothing else lies in that folder."""
    kind = mimetypes.guess_type(name)[0]
    try:
        if kind not in SHOWN or not default_storage.exists(f"logos/{name}"):
            raise Http404
        file = default_storage.open(f"logos/{name}")
    except SuspiciousFileOperation as error:
        raise Http404 from error
    response = FileResponse(file, content_type=kind)
    # names are random and never used twice
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
