"""About the project, and the pages that the operator writes."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from bilingual.text import text_of
from events.project_data import project_events
from events.related import addresses_of
from glokal.markdown import render
from glokal.models import Page
from glokal.project import project
from organisations.maps import region_map


class ProjectView(TemplateView):
    """All facts of the project."""

    template_name = "glokal/project.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The facts, the events with their pages, and the map of the area."""
        facts = project()
        pages = addresses_of([row["id"] for row in project_events()])
        events = [
            (event, pages.get(row["id"], "")) for event, row in zip(facts["event"], project_events(), strict=True)
        ]
        return super().get_context_data(project=facts, events=events, map=region_map("company"), **kwargs)


class PageView(TemplateView):
    """One of the legal and information pages; `slug` comes from the URL map."""

    template_name = "glokal/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title and text in the reader's language."""
        page = get_object_or_404(Page, slug=self.kwargs["slug"])
        title, body = text_of(page, "title"), text_of(page, "body")
        shown = {"title": title, "body": body, "html": render(body.value), "changed_at": page.changed_at}
        return super().get_context_data(page=shown, **kwargs)
