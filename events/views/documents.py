"""Documents of events, as downloads."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from events.files import audiences_of
from events.models import Document, Event
from organisations.downloads import file_response


@require_safe
def event_document(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """A file of an event that the reader may see and that is meant for this reader; for others it does not exist."""
    user: Any = request.user
    seen = Event.objects.visible_to(user).filter(pk=OuterRef("event"))
    rows = Document.objects.filter(Exists(seen)).select_related("event")
    row = get_object_or_404(rows, pk=pk, event__slug=slug)
    if row.audience not in audiences_of(row.event, user, request.GET.get("key", "")):
        raise Http404
    # it goes with its event, so no shared cache keeps it
    response = file_response(row, kept="private, max-age=300")
    response["Referrer-Policy"] = "no-referrer"
    return response
