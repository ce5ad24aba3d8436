"""Who speaks at an event, and the documents that belong to it."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from events.forms.documents import DocumentForm
from events.forms.speakers import SpeakerForm
from events.models import Document, Speaker
from events.services.programme import save_document
from events.views.organising import OrganiserMixin, PartFormView
from events.views.programme import PartDeleteView


class SpeakersView(OrganiserMixin, View):
    """Everybody who speaks, and in how many items."""

    template_name = "events/organiser/speakers.html"
    section = "speakers"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list."""
        rows = self.event.speakers.select_related("organisation").annotate(number=Count("items"))
        return self.page(speakers=rows.order_by("last_name", "first_name", "id"))


class SpeakerView(PartFormView):
    """One speaker."""

    model = Speaker
    form_class = SpeakerForm
    template_name = "events/organiser/speaker.html"
    section = "speakers"
    back = "event_speakers"


class SpeakerDeleteView(PartDeleteView):
    """Take a speaker out of the programme."""

    model = Speaker
    back = "event_speakers"


class DocumentsView(OrganiserMixin, View):
    """All files of the event."""

    template_name = "events/organiser/documents.html"
    section = "documents"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list."""
        return self.page(documents=self.event.documents.select_related("item"))


class DocumentView(PartFormView):
    """A new file, or another name or audience for one."""

    model = Document
    form_class = DocumentForm
    template_name = "events/organiser/document.html"
    section = "documents"
    back = "event_documents"
    saved_text = _("The document has been saved.")

    def save(self, form: Any) -> None:
        """Store the checked file."""
        upload = form.cleaned_data["upload"]
        save_document(form=form, upload=upload, event_id=self.event.pk, actor=self.request.user)


class DocumentDeleteView(PartDeleteView):
    """Delete a file."""

    model = Document
    back = "event_documents"
