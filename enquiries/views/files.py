"""Files of a conversation: downloads for its two sides."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from enquiries.models import Attachment, Conversation
from organisations.downloads import file_response


@require_safe
@login_required
def enquiry_file(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A file for a member of one of the sides; for everybody else it does not exist."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.user), pk=pk)
    return file_of(conversation, file_pk)


def file_of(conversation: Conversation, pk: int) -> FileResponse:
    """A file of the enquiry or of one of the messages, always as a download."""
    own = Q(enquiry=conversation.enquiry_id) | Q(message__conversation=conversation.pk)
    row = get_object_or_404(Attachment.objects.filter(own), pk=pk)
    return file_response(row)
