"""Attached files, as downloads; pictures also on the page."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from listings.cipher import attachment_label
from listings.models import Attachment, Listing


@require_safe
def attachment(request: HttpRequest, slug: str, key: str) -> FileResponse:
    """A file of a listing that the reader may see; for everybody else it does not exist."""
    user: Any = request.user
    seen = Listing.objects.visible_to(user).filter(pk=OuterRef("listing"))
    rows = Attachment.objects.filter(Exists(seen)).select_related("listing")
    row = get_object_or_404(rows, key=key, listing__slug=slug)
    try:
        file = row.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    as_download = not row.is_image or "download" in request.GET
    name = attachment_label(row.file_name) if row.listing.is_cipher else row.file_name
    response = FileResponse(file, as_attachment=as_download, filename=name, content_type=row.content_type)
    # whatever a browser makes of it: it may run nothing, load nothing, and guess nothing
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    # it goes with its listing, so no shared cache keeps it
    response["Cache-Control"] = "private, max-age=300"
    return response
