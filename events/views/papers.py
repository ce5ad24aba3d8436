"""Papers to print: the page with all of them, and each as PDF."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.generic import TemplateView, View

from events.choices import ItemType
from events.forms.papers import PaperForm
from events.models import Event
from events.papers.catalogue import Paper, file_name, printed


class PrintingMixin(LoginRequiredMixin):
    """For main organisers and support: papers carry needs and addresses, so check-in staff get 404."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def events(self) -> QuerySet[Event]:
        """Those whose papers the user may print."""
        rows: QuerySet[Event] = Event.objects.editable_by(self.request.user)
        return rows.select_related("organisation")

    def event(self) -> Event:
        """The one in the address."""
        return get_object_or_404(self.events(), pk=self.kwargs["pk"])


class PapersView(PrintingMixin, TemplateView):
    """All papers of an event, each with its few choices."""

    template_name = "events/papers/papers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A form for each paper that makes sense for the event."""
        event = self.event()
        has_visits = event.items.filter(type=ItemType.VISIT).exists()
        papers = [paper for paper in Paper if paper != Paper.VISIT or has_visits]
        forms = [(paper, PaperForm(event=event, paper=paper, prefix=None, auto_id=f"{paper}_%s")) for paper in papers]
        return super().get_context_data(event=event, forms=forms, **kwargs)


class PaperView(PrintingMixin, View):
    """One paper as PDF."""

    def get(self, request: HttpRequest, pk: int, paper: str) -> HttpResponse:
        """The PDF, or the choices again with what is wrong about them."""
        event = self.event()
        if paper not in Paper.values:
            raise Http404
        wanted = Paper(paper)
        form = PaperForm(request.GET, event=event, paper=wanted)
        if not form.is_valid():
            context = {"event": event, "paper": wanted, "form": form}
            return render(request, "events/papers/paper.html", context, status=400)
        wish = form.wish()
        return pdf_response(printed(wanted, event, wish), file_name(wanted, event, wish))


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at, which nobody keeps on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
