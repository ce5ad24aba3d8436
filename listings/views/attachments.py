"""Attached files, as downloads; pictures also on the page."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from listings.cipher import attachment_label
from listings.models import Attachment, Listing
from organisations.downloads import file_response


@require_safe
def attachment(request: HttpRequest, slug: str, key: str) -> FileResponse:
    """A file of a listing that the reader may see; for everybody else it does not exist."""
    user: Any = request.user
    seen = Listing.objects.visible_to(user).filter(pk=OuterRef("listing"))
    rows = Attachment.objects.filter(Exists(seen)).select_related("listing")
    row = get_object_or_404(rows, key=key, listing__slug=slug)
    name = attachment_label(row.file_name) if row.listing.is_cipher else row.file_name
    shown = row.is_image and "download" not in request.GET
    # it goes with its listing, so no shared cache keeps it
    return file_response(row, name=name, shown=shown, kept="private, max-age=300")
